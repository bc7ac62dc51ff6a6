import type { Handler } from 'tradewind/runtime';

/** Fails once for each item that requests it. */
const failed = new Set<unknown>();

export default {
  async change(batch, _env, ctx) {
    await batch.each((change) => {
      const { id, type, key } = change;
      ctx.log.info('changed', { id, type, key, new: change.new, old: change.old, provider: ctx.provider });
      if (change.new?.failOnce === true && !failed.has(key.number)) {
        failed.add(key.number);
        throw new Error('on purpose');
      }
    });
  },
} satisfies Handler;
