import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What a `.vc-config.json` says of a function that is woken by messages. */
export interface Trigger {
  readonly topic: string;
  readonly consumer: string;
  readonly retryAfterSeconds: number;
  readonly maxConcurrency: number;
}

/** Brings a request to the function of a trigger. */
export type Deliver = (trigger: Trigger, request: RequestInit) => Promise<Response>;

/** A service like Vercel Queues. */
export interface Queues {
  /** Variables that make a function use it. */
  readonly variables: Readonly<Record<string, string>>;
  /** What has to be loaded before functions. */
  readonly preload: string;
  /** Wakes a function by the messages of a topic. */
  connect(trigger: Trigger, deliver: Deliver): void;
  /** The bodies of what is in a topic and has not been acknowledged by its consumer. */
  waiting(topic: string): readonly unknown[];
  /** What was asked: `PATCH`, `DELETE`, … and the path without the region. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

interface Message {
  readonly id: string;
  readonly body: Buffer;
  readonly type: string;
  readonly sent: Date;
  readonly retention: number;
  readonly deployment: string | undefined;
  deliveries: number;
  handle?: string;
  /** When the lease ends, by the clock of this service. */
  until: number;
  done: boolean;
}

/** What a token is made of; whose it is does not matter here. */
const DEPLOYMENT = 'dpl_conformance';
const REGION = 'iad1';
/** A second of the service is this many milliseconds, so that nobody waits for pauses. */
const SECOND = 40;
/** Larger bodies are not brought along: the function asks for the message. */
const MOST_INLINE = 1000;

/** The fragment of its API that functions and their SDK use. @see https://vercel.com/docs/queues/api */
export async function startQueues(): Promise<Queues> {
  const topics = new Map<string, Message[]>();
  const asked: string[] = [];
  const running = new Set<Promise<void>>();
  let stopped = false;
  const messagesOf = (topic: string) => {
    if (!topics.has(topic)) topics.set(topic, []);
    return topics.get(topic)!;
  };
  const server = createServer(async (request, response) => {
    const body = Buffer.concat(await request.toArray());
    const [, region, ...rest] = request.url!.split('/').map(decodeURIComponent);
    asked.push(`${request.method} /${rest.join('/')}`);
    const { status, headers, text } = handle(request, region!, rest, body);
    response.writeHead(status, headers);
    response.end(text);
  });

  function handle(request: IncomingMessage, region: string, parts: readonly string[], body: Buffer): Answer {
    const { method, headers } = request;
    if (region !== REGION) return { status: 404, text: 'no such region' };
    if (headers.authorization !== `Bearer ${TOKEN}`) return { status: 401, text: 'not your token' };
    const [api, version, kind, topic, consumer, , what, key] = parts;
    if (`${api}/${version}/${kind}` !== 'api/v3/topic' || !/^[\w-]+$/.test(topic ?? '')) return { status: 404 };
    const messages = messagesOf(topic!);
    if (consumer === undefined) return publish(messages, headers, body);
    const deployment = headers['vqs-deployment-id'];
    if (what === 'id') {
      const found = messages.find(({ id }) => id === key);
      return found === undefined ? { status: 404 } : multipart([lend(found)]);
    }
    if (what === 'lease') {
      const found = messages.find((message) => message.handle === key && !message.done);
      if (found === undefined) return { status: 404, text: 'no such receipt handle' };
      if (found.deployment !== deployment) return { status: 403, text: 'of another deployment' };
      if (method === 'DELETE') found.done = true;
      else found.until = Date.now() + JSON.parse(String(body)).visibilityTimeoutSeconds * SECOND;
      return { status: method === 'DELETE' ? 204 : 200 };
    }
    const ready = messages.filter((each) => !each.done && each.until <= Date.now() && each.deployment === deployment);
    if (ready.length === 0) return { status: 204 };
    return multipart(ready.slice(0, Number(headers['vqs-max-messages'] ?? 1)).map(lend));
  }

  function connect(trigger: Trigger, deliver: Deliver): void {
    const messages = messagesOf(trigger.topic);
    let underWay = 0;
    const push = async (message: Message) => {
      const answer = await deliver(trigger, callback(trigger, lend(message))).catch(() => undefined);
      if (!answer?.ok && !message.done) message.until = Date.now() + trigger.retryAfterSeconds * SECOND;
      delete message.handle;
      underWay -= 1;
    };
    const loop = async () => {
      while (!stopped) {
        for (const message of messages) {
          const ready = !message.done && message.handle === undefined && message.until <= Date.now();
          if (!ready || underWay >= trigger.maxConcurrency) continue;
          underWay += 1;
          void push(message);
        }
        await sleep(5);
      }
    };
    running.add(loop());
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    variables: {
      TEST_QUEUES: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      VERCEL_OIDC_TOKEN: TOKEN,
      VERCEL_DEPLOYMENT_ID: DEPLOYMENT,
      VERCEL_REGION: REGION,
    },
    preload: path.join(__dirname, 'hosts/vercel-queues.cjs'),
    connect,
    asked,
    waiting: (topic) => messagesOf(topic).flatMap(({ done, body }) => (done ? [] : [JSON.parse(String(body))])),
    async stop() {
      stopped = true;
      await Promise.all(running);
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
}

function publish(messages: Message[], headers: IncomingMessage['headers'], body: Buffer): Answer {
  const retention = Number(headers['vqs-retention-seconds'] ?? 86_400);
  const delay = Number(headers['vqs-delay-seconds'] ?? 0);
  if (retention < 60 || retention > 604_800 || delay > retention) return { status: 400, text: 'out of range' };
  const known = messages.find(({ id }) => id === headers['vqs-idempotency-key']);
  const id = (headers['vqs-idempotency-key'] as string | undefined) ?? randomUUID();
  const until = Date.now() + delay * SECOND;
  const deployment = headers['vqs-deployment-id'] as string | undefined;
  const type = headers['content-type'] ?? 'application/octet-stream';
  if (known === undefined)
    messages.push({ id, body, type, sent: new Date(), retention, deployment, deliveries: 0, until, done: false });
  return { status: 201, headers: { 'content-type': 'application/json' }, text: JSON.stringify({ messageId: id }) };
}

/** Counts a delivery, and gives out a handle for it. */
function lend(message: Message): Message {
  message.deliveries += 1;
  message.handle ??= randomUUID();
  message.until = Date.now() + 60 * SECOND;
  return message;
}

function expiry({ sent, retention }: Message): string {
  return new Date(sent.getTime() + retention * 1000).toISOString();
}

/** The request that tells a function of a message. */
function callback({ topic, consumer }: Trigger, message: Message): RequestInit {
  const about = {
    'ce-id': randomUUID(),
    'ce-specversion': '1.0',
    'ce-source': `/topic/${topic}/consumer/${consumer}`,
    'ce-type': 'com.vercel.queue.v2beta',
    'ce-vqsqueuename': topic,
    'ce-vqsconsumergroup': consumer,
    'ce-vqsmessageid': message.id,
    'ce-vqsregion': REGION,
  };
  if (message.body.length > MOST_INLINE) {
    // It is lent, and counted, when it is asked for.
    message.deliveries -= 1;
    return { method: 'POST', headers: about };
  }
  const headers = {
    ...about,
    'content-type': message.type,
    'ce-vqsreceipthandle': message.handle!,
    'ce-vqsdeliverycount': String(message.deliveries),
    'ce-vqscreatedat': message.sent.toISOString(),
    'ce-vqsexpiresat': expiry(message),
    'ce-vqsvisibilitydeadline': new Date(Date.now() + 60_000).toISOString(),
  };
  return { method: 'POST', headers, body: new Uint8Array(message.body) };
}

function multipart(messages: readonly Message[]): Answer {
  const boundary = `part-${randomUUID()}`;
  const parts = messages.map((message) =>
    [
      `--${boundary}`,
      `Content-Type: ${message.type}`,
      `Vqs-Message-Id: ${message.id}`,
      `Vqs-Delivery-Count: ${message.deliveries}`,
      `Vqs-Timestamp: ${message.sent.toISOString()}`,
      `Vqs-Expires-At: ${expiry(message)}`,
      `Vqs-Receipt-Handle: ${message.handle}`,
      '',
      String(message.body),
    ].join('\r\n'),
  );
  const text = [...parts, `--${boundary}--`, ''].join('\r\n');
  return { status: 200, headers: { 'content-type': `multipart/mixed; boundary=${boundary}` }, text };
}

/** A token of no signature, which does not expire in a test's life. */
const TOKEN = [{ alg: 'none' }, { sub: 'conformance', exp: 4_102_444_800 }, '']
  .map((part) => Buffer.from(part === '' ? '' : JSON.stringify(part)).toString('base64url'))
  .join('.');
