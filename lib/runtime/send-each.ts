import { SendError } from './client-errors.js';
import type { SendOptions } from './clients.js';

/** Number of concurrent requests. */
const AT_ONCE = 16;

/**
 * Sends messages one per request, several at the same time.
 * @throws SendError that lists each message that was not accepted
 */
export async function sendEach<Body>(
  messages: readonly { readonly body: Body; readonly options?: SendOptions }[],
  send: (body: Body, options?: SendOptions) => Promise<void>,
): Promise<void> {
  const failed: { index: number; reason: string }[] = [];
  for (let first = 0; first < messages.length; first += AT_ONCE) {
    const batch = messages.slice(first, first + AT_ONCE);
    const results = await Promise.allSettled(batch.map(({ body, options }) => send(body, options)));
    for (const [offset, result] of results.entries()) {
      if (result.status === 'rejected') failed.push({ index: first + offset, reason: String(result.reason?.message) });
    }
  }
  if (failed.length > 0) throw new SendError(failed);
}
