import type { Handler, TableClient } from 'tradewind/runtime';

interface Env {
  readonly ITEMS: TableClient;
}

/** Value that JSON cannot express. */
const EXACT = { big: 12345678901234567891n, bytes: new Uint8Array([0, 255]) };

/** Table over HTTP: every operation of a handler. */
export default {
  async fetch(request, { ITEMS }, ctx) {
    const { searchParams } = new URL(request.url);
    const { list, number } = ctx.params;
    if (request.method === 'POST') {
      const item = { ...(await request.json()), ...(searchParams.has('exact') && EXACT) };
      return put(ITEMS, item, searchParams.has('if-absent'));
    }
    const key = { list: list!, number: Number(number) };
    if (request.method === 'DELETE') {
      await ITEMS.delete(key);
      return new Response(null, { status: 204 });
    }
    if (number === undefined) return Response.json(await query(ITEMS, list!, searchParams));
    const item = await ITEMS.get(key);
    if (!searchParams.has('exact')) return Response.json(item ?? null);
    const { big, bytes } = item as typeof EXACT;
    return Response.json({ big: `${typeof big} ${big}`, bytes: [bytes instanceof Uint8Array, ...bytes] });
  },
} satisfies Handler<Env>;

async function put(items: TableClient, item: Record<string, unknown>, ifAbsent: boolean): Promise<Response> {
  try {
    await items.put(item, { ifAbsent });
    return new Response(null, { status: 204 });
  } catch (error) {
    if ((error as Error).name !== 'ConflictError') throw error;
    return new Response('there is one', { status: 409 });
  }
}

/** Numbers of the found items, page by page. */
async function query(items: TableClient, partition: string, search: URLSearchParams): Promise<unknown[][]> {
  const number = (name: string) => (search.has(name) ? Number(search.get(name)) : undefined);
  const pages: unknown[][] = [];
  let cursor: string | undefined;
  do {
    const page = await items.query({
      index: search.get('index') ?? undefined,
      partition,
      from: number('from'),
      to: number('to'),
      limit: number('limit'),
      descending: search.has('descending'),
      cursor,
    });
    pages.push(page.items.map((item) => item.number));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return pages;
}
