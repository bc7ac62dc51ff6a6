import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { LENT_SECONDS, type Message, Topic } from './vercel-queue-topic';
import { delivery, multipart, notice, REGION } from './vercel-queue-wire';

/** Trigger in the `.vc-config.json` of a function that messages invoke. */
export interface Trigger {
  readonly topic: string;
  readonly consumer: string;
  readonly retryAfterSeconds: number;
  readonly maxConcurrency: number;
}

/** Sends a request to the function of a trigger. */
export type Deliver = (trigger: Trigger, request: RequestInit) => Promise<Response>;

/**
 * Fakes Vercel Queues, by its documented API and the expectations of its SDK: every consumer receives each message; a
 * message is leased, and is delivered again when the lease is over; one that is done or leased cannot be fetched by its
 * id.
 *
 * Not covered: messages never expire, and topics have no limit of deliveries (`maxDeliveries`) nor a first delay
 * (`initialDelaySeconds`). It never delivers twice by itself, loses nothing, keeps order, is never busy (429) nor slow
 * to accept (202), and takes no batches. It has one region and one token. A function receives no second request while
 * it responds, even if the lease is over. It checks no signature of a token, and no limit of size.
 */
export interface Queues {
  /** Variables that make a function use it. */
  readonly variables: Readonly<Record<string, string>>;
  /** Modules to load before functions. */
  readonly preload: string;
  /** Invokes a function for the messages of a topic. */
  connect(trigger: Trigger, deliver: Deliver): void;
  /** Bodies of messages in a topic that no consumer has acknowledged. */
  waiting(topic: string): readonly unknown[];
  /** Recorded requests: `PATCH`, `DELETE`, … and the path without the region. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
}

/** Content of a token; its owner does not matter here. */
const DEPLOYMENT = 'dpl_conformance';
/** Larger bodies are not sent with the notification: the function fetches the message. */
const MAX_INLINE = 1000;
/** Longest lease of a message. */
const MAX_LENT = 3600;
/** Maximum number of messages leased at once. */
const MAX_AT_ONCE = 10;

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly text?: string;
}

class Service {
  readonly asked: string[] = [];
  private readonly topics = new Map<string, Topic>();

  topic(name: string): Topic {
    if (!this.topics.has(name)) this.topics.set(name, new Topic());
    return this.topics.get(name)!;
  }

  answer({ method, headers, url }: IncomingMessage, body: Buffer): Answer {
    const [, region, ...parts] = url!.split('/').map(decodeURIComponent);
    this.asked.push(`${method} /${parts.join('/')}`);
    if (region !== REGION) return { status: 404, text: 'no such region' };
    if (headers.authorization !== `Bearer ${TOKEN}`) return { status: 401, text: 'not your token' };
    const [api, version, kind, name, group, consumer, what, key] = parts;
    if (`${api}/${version}/${kind}` !== 'api/v3/topic' || !isName(name)) return { status: 404 };
    const topic = this.topic(name!);
    if (group === undefined && method === 'POST') return publish(topic, headers, body);
    if (group !== 'consumer' || !isName(consumer)) return { status: 404 };
    const asker = { consumer: consumer!, deployment: headers['vqs-deployment-id'] as string | undefined };
    if (what === 'lease') return changeLease(topic, key!, asker, method === 'DELETE' ? 'done' : secondsIn(body));
    const seconds = Number(headers['vqs-visibility-timeout-seconds'] ?? LENT_SECONDS);
    if (!isLease(seconds)) return { status: 400, text: 'out of range' };
    if (what === 'id') {
      const found = topic.receiveById(key!, asker, seconds);
      return 'status' in found ? found : multipart([found]);
    }
    const most = Number(headers['vqs-max-messages'] ?? 1);
    if (most < 1 || most > MAX_AT_ONCE) return { status: 400, text: 'out of range' };
    const loans = topic.receive(asker, most, seconds);
    return loans.length === 0 ? { status: 204 } : multipart(loans);
  }
}

function isName(value: string | undefined): boolean {
  return /^[\w-]+$/.test(value ?? '');
}

function isLease(seconds: number): boolean {
  return Number.isInteger(seconds) && seconds >= 0 && seconds <= MAX_LENT;
}

function secondsIn(body: Buffer): number {
  return JSON.parse(String(body)).visibilityTimeoutSeconds;
}

function changeLease(topic: Topic, handle: string, asker: Parameters<Topic['change']>[1], to: number | 'done'): Answer {
  if (to !== 'done' && !isLease(to)) return { status: 400, text: 'out of range' };
  return topic.change(handle, asker, to) ?? { status: to === 'done' ? 204 : 200 };
}

function publish(topic: Topic, headers: IncomingHttpHeaders, body: Buffer): Answer {
  const retention = Number(headers['vqs-retention-seconds'] ?? 86_400);
  const delay = Number(headers['vqs-delay-seconds'] ?? 0);
  if (retention < 60 || retention > 604_800 || delay > retention) return { status: 400, text: 'out of range' };
  const messageId = topic.publish({
    body,
    type: headers['content-type'] ?? 'application/octet-stream',
    retention,
    delay,
    deployment: headers['vqs-deployment-id'] as string | undefined,
    key: headers['vqs-idempotency-key'] as string | undefined,
  });
  return { status: 201, headers: { 'content-type': 'application/json' }, text: JSON.stringify({ messageId }) };
}

/** Pushes messages to a function, until it is stopped. */
class Pusher {
  private isStopped = false;
  private readonly underWay = new Set<Message>();
  private readonly running: Promise<void>;

  constructor(
    private readonly topic: Topic,
    private readonly trigger: Trigger,
    private readonly deliver: Deliver,
  ) {
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      for (const message of this.topic.ready(this.trigger.consumer)) {
        const isBusy = this.underWay.size >= this.trigger.maxConcurrency;
        if (!isBusy && !this.underWay.has(message)) void this.push(message);
      }
      await sleep(5);
    }
  }

  /**
   * A response that is no success is a failure, after which the message is delivered when the trigger says. Without a
   * response the lease continues, which is the worst case: the service does not know that the function is dead.
   */
  private async push(message: Message): Promise<void> {
    const { topic, trigger } = this;
    const { consumer, retryAfterSeconds } = trigger;
    this.underWay.add(message);
    const isLarge = message.body.length > MAX_INLINE;
    const request = isLarge ? notice(trigger, message) : delivery(trigger, topic.lend(message, consumer, LENT_SECONDS));
    const answer = await this.deliver(trigger, request).catch(() => undefined);
    if (!answer?.ok) topic.holdBack(message, consumer, retryAfterSeconds, answer === undefined);
    this.underWay.delete(message);
  }
}

/** Starts the service. */
export async function startQueues(): Promise<Queues> {
  const service = new Service();
  const pushers: Pusher[] = [];
  const server = createServer(async (request, response) => {
    const { status, headers, text } = service.answer(request, Buffer.concat(await request.toArray()));
    response.writeHead(status, headers);
    response.end(text);
  });
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
    connect: (trigger, deliver) => void pushers.push(new Pusher(service.topic(trigger.topic), trigger, deliver)),
    asked: service.asked,
    waiting: (topic) => service.topic(topic).waiting(),
    async stop() {
      await Promise.all(pushers.map((pusher) => pusher.stop()));
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Token without a signature, which does not expire during a test. */
const TOKEN = [{ alg: 'none' }, { sub: 'conformance', exp: 4_102_444_800 }, '']
  .map((part) => Buffer.from(part === '' ? '' : JSON.stringify(part)).toString('base64url'))
  .join('.');
