import { QueueClient as Sdk } from '@vercel/queue';
import { SendError } from '../../runtime/client-errors.js';
import type { QueueClient, SendOptions } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';

/** What the client is told. */
export interface QueueOptions {
  /** Name of the topic. */
  readonly topic: string;
  /** How long a message is kept. */
  readonly retentionSeconds: number;
}

/** The SDK's client, which sends to the region that the function runs in, and the name of the topic. */
export interface RawQueue {
  readonly sdk: Pick<Sdk, 'send'>;
  readonly topic: string;
}

/** How many requests are under way at the same time. */
const AT_ONCE = 16;

/** The client of a queue. */
export function queueClient(_name: string, options: QueueOptions): BindingFactory {
  return () => createQueueClient({ sdk: new Sdk(), topic: options.topic }, options);
}

/** @see https://vercel.com/docs/queues/sdk */
export function createQueueClient(
  raw: RawQueue,
  { retentionSeconds }: Pick<QueueOptions, 'retentionSeconds'>,
): QueueClient<unknown, RawQueue> {
  const send = async (body: unknown, { delaySeconds }: SendOptions = {}) => {
    await raw.sdk.send(raw.topic, body, { retentionSeconds, delaySeconds });
  };
  return {
    raw,
    send,
    async sendAll(messages) {
      const failed: { index: number; reason: string }[] = [];
      // A request takes one message: that for many is an experiment of the SDK.
      for (let first = 0; first < messages.length; first += AT_ONCE) {
        const batch = messages.slice(first, first + AT_ONCE);
        const results = await Promise.allSettled(batch.map(({ body, options }) => send(body, options)));
        for (const [offset, result] of results.entries()) {
          if (result.status === 'rejected')
            failed.push({ index: first + offset, reason: String(result.reason?.message) });
        }
      }
      if (failed.length > 0) throw new SendError(failed);
    },
  };
}
