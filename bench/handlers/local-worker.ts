/** Reads each message. @throws Error for one without a number */
export default {
  async queue(batch: { each(work: (message: { body: { index?: number } }) => void): Promise<void> }): Promise<void> {
    await batch.each(({ body }) => {
      if (body.index === undefined) throw new Error('The message has no number');
    });
  },
};
