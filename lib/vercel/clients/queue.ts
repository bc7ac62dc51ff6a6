import { QueueClient as Sdk } from '@vercel/queue';
import type { QueueClient, SendOptions } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { sendEach } from '../../runtime/send-each.js';
import { losslessJson } from './queue-transport.js';

/** Options of the client. */
export interface QueueOptions {
  /** Name of the topic. */
  readonly topic: string;
  /** Lifetime of a message. */
  readonly retentionSeconds: number;
}

/** The SDK's client, which sends to the region that the function runs in, and the name of the topic. */
export interface RawQueue {
  readonly sdk: Pick<Sdk, 'send'>;
  readonly topic: string;
}

/** Creates the client of a queue. */
export function queueClient(_name: string, options: QueueOptions): BindingFactory {
  return () => createQueueClient({ sdk: new Sdk({ transport: losslessJson }), topic: options.topic }, options);
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
    // A request holds one message: the SDK's method for several is experimental.
    sendAll: (messages) => sendEach(messages, send),
  };
}
