import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { SendError } from '../../runtime/client-errors.js';
import type { QueueClient, SendOptions } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';

/** The SDK's client, and the address of the queue. */
export interface RawQueue {
  readonly client: SQSClient;
  readonly url: string;
}

/** What one request takes. @see https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html */
const MOST_MESSAGES = 10;
const MOST_BYTES = 1_048_576;

// One for all queues: it holds the connections.
let shared: SQSClient | undefined;

/** The client of a queue whose URL is in the variable `name`. */
export function queueClient(name: string): BindingFactory {
  return (variables) => {
    shared ??= new SQSClient({});
    return createQueueClient({ client: shared, url: String(variables[name]) });
  };
}

/** @see https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/sqs/ */
export function createQueueClient(raw: RawQueue): QueueClient<unknown, RawQueue> {
  const { client, url: QueueUrl } = raw;
  return {
    raw,
    async send(body, options) {
      await client.send(new SendMessageCommand({ QueueUrl, ...toMessage(body, options) }));
    },
    async sendAll(messages) {
      const entries = messages.map(({ body, options }, index) => ({ Id: String(index), ...toMessage(body, options) }));
      const failed: { index: number; reason: string }[] = [];
      for (const Entries of batches(entries)) {
        const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
        failed.push(...Failed.map(({ Id, Code, Message }) => ({ index: Number(Id), reason: Message ?? Code ?? '' })));
      }
      if (failed.length > 0) throw new SendError(failed);
    },
  };
}

function toMessage(body: unknown, { delaySeconds, group, deduplicationId }: SendOptions = {}) {
  return {
    MessageBody: typeof body === 'string' ? body : JSON.stringify(body),
    DelaySeconds: delaySeconds,
    MessageGroupId: group,
    MessageDeduplicationId: deduplicationId,
  };
}

/** In order, as many a request as it takes. */
function batches(entries: readonly SendMessageBatchRequestEntry[]): SendMessageBatchRequestEntry[][] {
  const all: SendMessageBatchRequestEntry[][] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = new TextEncoder().encode(entry.MessageBody).byteLength;
    const last = all.at(-1);
    if (last === undefined || last.length === MOST_MESSAGES || bytes + size > MOST_BYTES) {
      all.push([entry]);
      bytes = size;
    } else {
      last.push(entry);
      bytes += size;
    }
  }
  return all;
}
