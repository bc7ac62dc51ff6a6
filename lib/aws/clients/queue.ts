import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { SendError } from '../../runtime/client-errors.js';
import type { QueueClient, SendOptions } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { encodeMessage } from '../../runtime/message-text.js';

/** The SDK's client, and the address of the queue. */
export interface RawQueue {
  readonly client: SQSClient;
  readonly url: string;
}

/** `true` if the queue keeps the order of each group. */
export interface QueueOptions {
  readonly fifo?: boolean;
}

type Entry = SendMessageBatchRequestEntry;
type Failure = SendError['failed'][number];

/**
 * Limits of one request. @see
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html
 */
const MAX_MESSAGES = 10;
const MAX_BYTES = 1_048_576;

// One for all queues: it holds the connections.
let shared: SQSClient | undefined;

/** Creates the client of a queue whose URL is in the variable `name`. */
export function queueClient(name: string, options: QueueOptions): BindingFactory {
  return (variables) => {
    shared ??= new SQSClient({});
    return createQueueClient({ client: shared, url: String(variables[name]) }, options);
  };
}

/** @see https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/sqs/ */
export function createQueueClient(raw: RawQueue, { fifo }: QueueOptions = {}): QueueClient<unknown, RawQueue> {
  const { client, url: QueueUrl } = raw;
  return {
    raw,
    async send(body, options) {
      await client.send(new SendMessageCommand({ QueueUrl, ...toMessage(body, options) }));
    },
    async sendAll(messages) {
      const entries = messages.map(({ body, options }, index) => ({ Id: String(index), ...toMessage(body, options) }));
      const waiting = batches(entries);
      const failed: Failure[] = [];
      for (let batch = waiting.shift(); batch !== undefined; batch = waiting.shift()) {
        try {
          failed.push(...(await sendBatch(raw, batch)));
        } catch (error) {
          // Where a region accepts less in one request than most do.
          if (batch.length > 1 && isTooLong(error)) waiting.unshift(...halves(batch));
          else throw new SendError([...failed, ...refused([batch, ...waiting].flat(), error)], { cause: error });
        }
        // Later messages of its group must not overtake it.
        if (fifo && failed.length > 0)
          failed.push(...refused(waiting.splice(0).flat(), 'not sent: one before it failed'));
      }
      if (failed.length > 0) throw new SendError(failed);
    },
  };
}

async function sendBatch({ client, url: QueueUrl }: RawQueue, Entries: Entry[]): Promise<Failure[]> {
  const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  return Failed.map(({ Id, Code, Message }) => ({ index: Number(Id), reason: Message ?? Code ?? '' }));
}

/** Rejects all of them, for one reason. */
function refused(entries: readonly Entry[], error: unknown): Failure[] {
  const reason = error instanceof Error ? error.message || error.name : String(error);
  return entries.map(({ Id }) => ({ index: Number(Id), reason }));
}

/** The same error has a different name in each of the protocols of SQS. */
function isTooLong(error: unknown): boolean {
  return /BatchRequestTooLong/.test(String((error as Error | undefined)?.name));
}

function halves<T>(items: readonly T[]): [T[], T[]] {
  const middle = Math.ceil(items.length / 2);
  return [items.slice(0, middle), items.slice(middle)];
}

function toMessage(body: unknown, { delaySeconds, group, deduplicationId }: SendOptions = {}) {
  return {
    MessageBody: encodeMessage(body),
    DelaySeconds: delaySeconds,
    MessageGroupId: group,
    MessageDeduplicationId: deduplicationId,
  };
}

/** Splits messages into requests, in order, each as large as allowed. */
function batches(entries: readonly Entry[]): Entry[][] {
  const all: Entry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = new TextEncoder().encode(entry.MessageBody).byteLength;
    const last = all.at(-1);
    if (last === undefined || last.length === MAX_MESSAGES || bytes + size > MAX_BYTES) {
      all.push([entry]);
      bytes = size;
    } else {
      last.push(entry);
      bytes += size;
    }
  }
  return all;
}
