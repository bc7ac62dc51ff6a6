import { paginateScan } from '@aws-sdk/lib-dynamodb';
import type { EnvOf, Handler } from 'tradewind/runtime';
import type { RawTable } from './raw-table';
import type { OrdersStack } from './stack';

type Env = EnvOf<OrdersStack['bindings']['export']>;

export default {
  async fetch(_request, env) {
    const orders = allOrders(env.ORDERS.raw as RawTable);
    const encoder = new TextEncoder();
    // Pulled, so that the function reads no more from the table than the caller reads.
    const lines = new ReadableStream<Uint8Array>({
      async pull(controller) {
        const { done, value } = await orders.next();
        if (done) return controller.close();
        controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
      },
    });
    return new Response(lines, { headers: { 'content-type': 'application/x-ndjson' } });
  },
} satisfies Handler<Env>;

/**
 * Reads all of a table, page by page as the caller reads: no client does so by itself, since the cost grows with the
 * table.
 */
async function* allOrders({ client, table: TableName }: RawTable): AsyncGenerator<unknown> {
  for await (const page of paginateScan({ client }, { TableName })) yield* page.Items ?? [];
}
