import type { Handler, TableClient } from 'tradewind/runtime';

interface Env {
  readonly ITEMS: TableClient;
}

/** A table over HTTP: what a handler can do with one. */
export default {
  async fetch(request, { ITEMS }, ctx) {
    const { searchParams } = new URL(request.url);
    const { list, number } = ctx.params;
    if (request.method === 'POST') return put(ITEMS, await request.json(), searchParams.has('if-absent'));
    const key = { list: list!, number: Number(number) };
    if (request.method === 'DELETE') {
      await ITEMS.delete(key);
      return new Response(null, { status: 204 });
    }
    if (number === undefined) return Response.json(await query(ITEMS, list!, searchParams));
    return Response.json((await ITEMS.get(key)) ?? null);
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

/** The numbers of the items that were found, page by page. */
async function query(items: TableClient, partition: string, search: URLSearchParams): Promise<unknown[][]> {
  const number = (name: string) => (search.has(name) ? Number(search.get(name)) : undefined);
  const pages: unknown[][] = [];
  let cursor: string | undefined;
  do {
    const page = await items.query({
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
