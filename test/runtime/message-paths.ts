import type { StorageQueueHandler } from '@azure/functions';
import { queue as awsQueue } from '../../lib/aws/adapter/queue';
import { createQueueClient as awsClient } from '../../lib/aws/clients/queue';
import { queue as azureQueue } from '../../lib/azure/adapter/queue';
import { createQueueClient as azureClient } from '../../lib/azure/clients/queue';
import { queue as cloudflareQueue } from '../../lib/cloudflare/adapter/queue';
import { createQueueClient as cloudflareClient } from '../../lib/cloudflare/clients/queue';
import { queue as googleQueue } from '../../lib/google/adapter/queue';
import { createQueueClient as googleClient } from '../../lib/google/clients/queue';
import { leaseDue } from '../../lib/netlify/adapter/outbox';
import { bodyOf } from '../../lib/netlify/clients/outbox';
import { createQueueClient as netlifyClient } from '../../lib/netlify/clients/queue';
import { settleQueue } from '../../lib/runtime/batches';
import type { QueueClient } from '../../lib/runtime/clients';
import type { QueueBatch } from '../../lib/runtime/types';
import { createQueueClient as vercelClient } from '../../lib/vercel/clients/queue';
import { losslessJson } from '../../lib/vercel/clients/queue-transport';
import { lambdaContext } from '../aws/adapter/lambda-context';

type Work = (batch: QueueBatch) => unknown;
/**
 * Sends a message with one provider's client to that provider's adapter, through a fake queue. Resolves to `true` if it
 * is to be delivered again.
 */
export type MessagePath = (send: (queue: QueueClient) => Promise<void>, work: Work) => Promise<boolean>;

const credential = { getToken: async () => ({ token: 'token', expiresOnTimestamp: 0 }) };

/**
 * SQS replaces characters that XML does not have. @see
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: replaces control characters
const NOT_XML = /[^\u0009\u000a\u000d\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const aws: MessagePath = async (send, work) => {
  let body = '';
  const client = {
    async send({ input }: { readonly input: { readonly MessageBody: string } }) {
      body = input.MessageBody;
    },
  };
  await send(awsClient({ client: client as never, url: 'https://queue' }));
  const record = {
    messageId: 'm',
    receiptHandle: 'r',
    body: body.replace(NOT_XML, '\ufffd'),
    attributes: {},
    eventSourceARN: 'arn:aws:sqs:eu-north-1:123456789012:jobs',
  };
  const event = JSON.parse(JSON.stringify({ Records: [record] }));
  return (await awsQueue({ queue: work })(event, lambdaContext())).batchItemFailures.length > 0;
};

const google: MessagePath = async (send, work) => {
  let sent = { messages: [{ data: '' }] };
  const api = {
    async request(_url: string, { body }: RequestInit) {
      sent = JSON.parse(String(body));
    },
  };
  await send(googleClient({ api: api as never, topic: 'projects/p/topics/t', host: 'https://pubsub.test' }));
  const message = { ...sent.messages[0], messageId: 'm', publishTime: '2026-07-01T03:00:00Z' };
  const rawBody = Buffer.from(JSON.stringify({ message, subscription: 'projects/p/subscriptions/s' }));
  const response = { statusCode: 0, end: () => {} };
  await googleQueue({ queue: work }, { options: { timeoutSeconds: 60 } })(
    { headers: {}, rawBody } as never,
    response as never,
  );
  return response.statusCode !== 204;
};

/** The host decodes base64, and passes the bytes to a trigger of `dataType: binary`. */
const azure: MessagePath = async (send, work) => {
  let text = '';
  const asked = jest.spyOn(globalThis, 'fetch').mockImplementation(async (_url, init) => {
    text = /<MessageText>(.*)<\/MessageText>/s.exec(String(init?.body))![1]!;
    return new Response(null, { status: 201 });
  });
  await send(azureClient({ url: 'https://a.queue.test/q', credential }));
  asked.mockRestore();
  const options = { timeoutSeconds: 60, queueName: 'q', connection: 'C', queue: 'jobs' };
  const handler: StorageQueueHandler = azureQueue({ queue: work }, { options });
  const context = { invocationId: 'i', log: () => {}, triggerMetadata: {} };
  return Promise.resolve(handler(Buffer.from(text, 'base64'), context as never)).then(
    () => false,
    () => true,
  );
};

/**
 * Cloudflare parses JSON, but not text. @see
 * https://developers.cloudflare.com/queues/configuration/javascript-apis/#queuescontenttype
 */
const cloudflare: MessagePath = async (send, work) => {
  let body: unknown;
  await send(
    cloudflareClient({
      async send(given, { contentType }) {
        if (contentType === 'text' && typeof given !== 'string') throw new TypeError('Text is a string');
        body = contentType === 'json' ? JSON.parse(JSON.stringify(given)) : given;
      },
      sendBatch: async () => {},
    }),
  );
  let again = false;
  const message = {
    id: 'm',
    timestamp: new Date(0),
    attempts: 1,
    body,
    ack: () => {},
    retry() {
      again = true;
    },
  };
  const { queue } = cloudflareQueue({ queue: work }, { options: { timeoutSeconds: 60 } });
  await queue({ queue: 'jobs', messages: [message] }, {}, { waitUntil: () => {} });
  return again;
};

const deliver = async (body: unknown, work: Work) => {
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const deliveries = [{ id: 'm', body, attempt: 1, time: '' }];
  return (await settleQueue({ queue: 'jobs', deliveries }, work, log)).some(({ retry }) => retry);
};

/** The SDK passes the body to the transport, and reads the received body with it. */
const vercel: MessagePath = async (send, work) => {
  let text = '';
  const sdk = {
    async send(_topic: string, body: unknown) {
      text = losslessJson.serialize(body).toString();
    },
  };
  await send(vercelClient({ sdk: sdk as never, topic: 'jobs' }, { retentionSeconds: 60 }));
  return deliver(await losslessJson.deserialize(new Blob([text]).stream()), work);
};

const netlify: MessagePath = async (send, work) => {
  const blobs = new Map<string, string>();
  const store = {
    async setJSON(key: string, value: unknown) {
      blobs.set(key, JSON.stringify(value));
      return { modified: true, etag: 'e' };
    },
    getWithMetadata: async (key: string) => ({ data: JSON.parse(blobs.get(key)!), etag: 'e' }),
    async *list() {
      yield { blobs: [...blobs.keys()].map((key) => ({ key, etag: 'e' })) };
    },
  };
  await send(
    netlifyClient(
      () => store as never,
      async () => {},
    ),
  );
  const [claimed] = await leaseDue(store as never, 1, 60);
  return deliver(claimed && bodyOf(claimed), work);
};

/** Path of a message on each provider. */
export const messagePaths = { aws, google, azure, cloudflare, vercel, netlify } as const;
