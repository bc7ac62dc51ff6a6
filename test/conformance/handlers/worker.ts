import type { Handler } from 'tradewind/runtime';

/** Fails for messages that request it: `fail` is the number of failures. */
export default {
  async queue(batch, _env, ctx) {
    await batch.each((message) => {
      const { id, body, attempt, time } = message;
      ctx.log.info('worked', { id, body, attempt, time, queue: batch.queue, provider: ctx.provider });
      if (attempt <= (body.fail ?? 0)) throw new Error('on purpose');
    });
  },
} satisfies Handler;
