import type { Handler } from 'tradewind/runtime';

/** Says what it does; fails at first where it is told to. */
export default {
  async queue(batch, _env, ctx) {
    await batch.each(({ body, attempt }) => {
      ctx.log.info('did', { order: body['order-1']?.['2nd-id'], attempt });
      if (attempt <= (body.fail ?? 0)) throw new Error('on purpose');
    });
  },
} satisfies Handler;
