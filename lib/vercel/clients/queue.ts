import { QueueClient as Sdk } from '@vercel/queue';
import type { QueueClient, SendOptions } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { sendEach } from '../../runtime/send-each.js';
import { losslessJson } from './queue-transport.js';

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

/** The client of a queue. */
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
    // A request takes one message: that for many is an experiment of the SDK.
    sendAll: (messages) => sendEach(messages, send),
  };
}
