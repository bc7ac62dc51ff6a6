import type { Context } from 'tradewind/runtime';

export default {
  async fetch(request: Request, _env: unknown, ctx: Context) {
    const order = (await request.json()) as { readonly items: readonly { readonly price: number }[] };
    const total = order.items.reduce((sum, item) => sum + item.price, 0);
    return Response.json({ id: ctx.params.id, total });
  },
};
