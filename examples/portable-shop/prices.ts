import type { BucketReader, Handler } from 'tradewind/runtime';
import type { DocumentEnv } from './shop';

/** A processor reads its own bucket by a binding. */
type Env = DocumentEnv & { readonly BUCKET: BucketReader };

/** Turns a price list, `article,price` a line, into JSON that a site can load. */
export default {
  async object(event, env, ctx) {
    const file = await env.BUCKET.get(event.subject);
    if (file === undefined) return ctx.log.info('The file was deleted meanwhile', { key: event.subject });
    const rows = (await file.text()).split(/\r?\n/).filter(Boolean);
    const prices = Object.fromEntries(
      rows.map((row) => row.split(',')).map(([article, price]) => [article, Number(price)]),
    );
    await env.DOCUMENTS.put('prices.json', JSON.stringify(prices), { contentType: 'application/json' });
    ctx.log.info('Prices are up to date', { articles: rows.length });
  },
} satisfies Handler<Env>;
