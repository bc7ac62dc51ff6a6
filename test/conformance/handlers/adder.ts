import type { Handler, SecretClient } from 'tradewind/runtime';

interface Event {
  readonly items?: readonly { readonly name?: string; readonly price: number }[];
  readonly echo?: unknown;
  readonly nothing?: boolean;
  readonly fail?: string;
}

/** Adds prices, or echoes, or fails, as the payload requests. */
export default {
  async invoke(event: Event, env, ctx) {
    if (event.fail !== undefined) throw new Error(event.fail);
    if (event.nothing) return undefined;
    if (event.items === undefined) return event.echo;
    ctx.log.info('Added', { items: event.items.length });
    return {
      total: event.items.reduce((sum, { price }) => sum + price, 0),
      unit: env.UNIT,
      names: event.items.flatMap(({ name }) => name ?? []),
      secret: (await env.KEY.get()).length,
      provider: ctx.provider,
    };
  },
} satisfies Handler<{ readonly UNIT: string; readonly KEY: SecretClient }>;
