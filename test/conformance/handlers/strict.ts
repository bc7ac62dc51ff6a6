import type { Handler } from 'tradewind/runtime';

/** Rejects bad items, and logs how many arrived together. */
export default {
  change(batch, _env, ctx) {
    ctx.log.info('batch', { ids: batch.changes.map(({ key }) => key.id) });
    if (batch.changes.some((change) => change.new?.bad === true)) throw new Error('on purpose');
  },
} satisfies Handler;
