import type { Handler } from 'tradewind/runtime';
import type { Order, Verdict } from './shop';

/** Largest order that is accepted without a call. */
const MAX_TOTAL = 10_000;

/** Checks an order. It has no trigger of its own: the function that accepts orders invokes it. */
export default {
  async invoke({ customer, total }: Order, _env, ctx): Promise<Verdict> {
    if (total <= MAX_TOTAL) return { accepted: true };
    ctx.log.warn('Refused an order', { customer, total });
    return { accepted: false, reason: `Orders over ${MAX_TOTAL} are taken by telephone` };
  },
} satisfies Handler;
