import type { Handler, TableClient } from 'tradewind/runtime';

interface Env {
  readonly ITEMS: TableClient;
}

/** Writes an item, or returns the result of an SQL query: the database is D1's. */
export default {
  async fetch(request, { ITEMS }) {
    const given = await request.json();
    if (given.sql !== undefined) {
      const database = ITEMS.raw as { prepare(sql: string): { all(): Promise<{ results: unknown[] }> } };
      return Response.json((await database.prepare(given.sql).all()).results);
    }
    if (given.get !== undefined) return Response.json((await ITEMS.get(given.get)) ?? null);
    await ITEMS.put(given);
    return new Response(null, { status: 204 });
  },
} satisfies Handler<Env>;
