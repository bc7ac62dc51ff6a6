import type { Handler, QueueBatch } from 'tradewind/runtime';
import type { ReceiptEnv, ReceiptJob } from './shop';

/** Writes a signed receipt for each order. One that cannot be written is retried; the others are done. */
export default {
  async queue(batch: QueueBatch<ReceiptJob>, env) {
    const key = await env.SIGNING_KEY.get();
    await batch.each(async ({ body: { order } }) => {
      const text = `${order.customer} owes ${order.total.toFixed(2)} for order ${order.id} of ${order.placed}\n`;
      const receipt = `${text}signature: ${await sign(text, key)}\n`;
      await env.DOCUMENTS.put(`receipts/${order.id}.txt`, receipt, { contentType: 'text/plain' });
    });
  },
} satisfies Handler<ReceiptEnv>;

async function sign(text: string, key: string): Promise<string> {
  const bytes = new TextEncoder();
  const hmac = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', bytes.encode(key), hmac, false, ['sign']);
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', imported, bytes.encode(text)));
  return [...signature].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
