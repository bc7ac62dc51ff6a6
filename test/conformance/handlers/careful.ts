import type { Handler } from 'tradewind/runtime';

/** Logs its work; fails at first if the message requests it. */
export default {
  async queue(batch, _env, ctx) {
    await batch.each(({ body, attempt }) => {
      ctx.log.info('did', { order: body['order-1']?.['2nd-id'], attempt });
      if (attempt <= (body.fail ?? 0)) throw new Error('on purpose');
    });
  },
} satisfies Handler;
