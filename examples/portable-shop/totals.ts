import type { ChangeBatch, Handler } from 'tradewind/runtime';
import type { Order, TotalsEnv } from './shop';

/** Updates the total of each customer. Some providers do not distinguish new items from changed ones. */
export default {
  async change(batch: ChangeBatch<Order>, env) {
    await batch.each(async (change) => {
      if (change.new === undefined || change.type === 'update') return;
      const { customer, total } = change.new;
      const before = await env.TOTALS.get({ customer });
      await env.TOTALS.put({
        customer,
        orders: (before?.orders ?? 0) + 1,
        total: (before?.total ?? 0) + total,
      });
    });
  },
} satisfies Handler<TotalsEnv>;
