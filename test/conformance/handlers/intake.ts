import type { BucketReader, Handler } from 'tradewind/runtime';

interface Env {
  readonly BUCKET: BucketReader;
}

/** Reads an uploaded object. */
export default {
  async object(event, { BUCKET }, ctx) {
    const object = event.type === 'object.created' ? await BUCKET.get(event.subject) : undefined;
    ctx.log.info('saw', {
      type: event.type,
      key: event.data.key,
      subject: event.subject,
      bucket: event.data.bucket,
      content: await object?.text(),
      provider: ctx.provider,
    });
  },
} satisfies Handler<Env>;
