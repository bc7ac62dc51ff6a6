import { type MessageMetadata, QueueClient } from '@vercel/queue';
import { answer, failed } from '../../runtime/answers.js';
import { settleQueue } from '../../runtime/batches.js';
import type { AdapterContext } from '../../runtime/context.js';
import type { SetupWith, Variables } from '../../runtime/env.js';
import type { Guards } from '../../runtime/guarded.js';
import { type HandlerOf, isNative } from '../../runtime/handler.js';
import { webEnv } from '../../runtime-node/web-function.js';
import { losslessJson } from '../clients/queue-transport.js';
import { giveUp } from './dead-letters.js';
import { type HttpModule, vercelModule } from './door.js';
import { holdLease } from './queue-lease.js';

/** Options of the adapter, which the construct sets. */
export interface QueueOptions {
  readonly timeoutSeconds: number;
  /** Name of the queue, in batches. */
  readonly queue: string;
  /** Name of the topic that messages come from. */
  readonly topic: string;
  /** Name of the function as a consumer. */
  readonly consumer: string;
  /** Maximum number of deliveries of a message. */
  readonly maxAttempts: number;
  /** Seconds before a retry: after the first failure, and the maximum. */
  readonly pause: { readonly first: number; readonly most: number };
  /** Target of messages that are given up, and their retention. */
  readonly deadLetters: { readonly topic: string; readonly retentionSeconds: number };
}

/** Minimum lease in seconds. @see https://vercel.com/docs/queues/pricing */
const MIN_LEASE = 30;
const MAX_LEASE = 3600;
/** Time that a function needs in addition to its work, in seconds. */
const MARGIN = 10;

/** Thrown to have a message delivered again. */
class Again extends Error {
  constructor(readonly seconds: number) {
    super('The message is retried');
  }
}

type Settle = typeof settleQueue;

/**
 * Turns the export of an entry into the function that Vercel Queues push messages to, one per call. A function is called as by
 * Vercel, after the queue has confirmed the lease of the message.
 * @see https://vercel.com/docs/queues/sdk
 */
export function queue(exported: unknown, setup: SetupWith<QueueOptions>): HttpModule {
  return working(exported, setup, settleQueue);
}

/** `queue` with its own function to settle a message. */
export function working(exported: unknown, setup: SetupWith<QueueOptions>, settle: Settle): HttpModule {
  const env = webEnv(setup);
  const options = setup.options;
  const seconds = Math.max(MIN_LEASE, options.timeoutSeconds + MARGIN);
  const serve = (handler: HandlerOf<'queue'>) => (request: Request, ctx: AdapterContext) => {
    const receive = new QueueClient({ transport: losslessJson }).handleCallback(
      (body, metadata) => work(handler, body, { metadata, env, ctx, options, settle }),
      { visibilityTimeoutSeconds: seconds, retry: (error, metadata) => again(error, metadata, ctx, options) },
    );
    return receive(request);
  };
  return vercelModule(
    exported,
    'queue',
    { guards: { admit: leaseGuard(options, seconds, !isNative(exported, 'queue')) }, serve },
    options.timeoutSeconds,
  );
}

/**
 * Admits only deliveries of the queue: each has a message that the queue has leased to this consumer. One without a handle
 * proves nothing: a portable handler receives the message that the queue leases by its id, but a native one would receive the
 * request itself.
 */
function leaseGuard({ topic, consumer }: QueueOptions, seconds: number, mayAsk: boolean): Guards['admit'] {
  return async (request, ctx) => {
    try {
      if (await holdLease(request, { topic, consumer, seconds, mayAsk })) return request;
    } catch (error) {
      return failed(error, ctx, 503, 'Service Unavailable');
    }
    ctx.log.warn('Refused a request without a message leased by the queue');
    return answer(403, 'Forbidden', ctx);
  };
}

interface Work {
  readonly metadata: MessageMetadata;
  readonly env: Variables;
  readonly ctx: AdapterContext;
  readonly options: QueueOptions;
  readonly settle: Settle;
}

/** Rejects to have the message delivered again. Otherwise, the SDK acknowledges it. */
async function work(handler: HandlerOf<'queue'>, body: unknown, given: Work): Promise<void> {
  const { metadata, env, ctx, options, settle } = given;
  const { messageId: id, deliveryCount: attempt, createdAt, expiresAt } = metadata;
  const { queue: name, maxAttempts, deadLetters, pause } = options;
  const end = (reason: string) => giveUp(body, { metadata, reason, ctx, to: deadLetters });
  // The message crashed the function each time, or could not be given up before.
  if (attempt > maxAttempts) return end('It was delivered too often');
  const delivery = { id, body, attempt, time: createdAt.toISOString() };
  const batch = { queue: name, deliveries: [delivery] };
  const [result] = await settle(batch, (messages) => handler.queue(messages, env as never, ctx), ctx.log);
  if (!result?.retry) return;
  if (attempt >= maxAttempts) return end('It failed too often');
  const seconds = Math.min(result.delaySeconds ?? pauseAfter(attempt, pause), MAX_LEASE);
  if (Date.now() + seconds * 1000 >= expiresAt.getTime()) return end('It expires before a retry');
  throw new Again(seconds);
}

function again(error: unknown, metadata: MessageMetadata, ctx: AdapterContext, { pause }: QueueOptions) {
  if (error instanceof Again) return { afterSeconds: error.seconds };
  ctx.log.error('The message could not be given up', error, { messageId: metadata.messageId });
  return { afterSeconds: pauseAfter(metadata.deliveryCount, pause) };
}

function pauseAfter(attempt: number, { first, most }: QueueOptions['pause']): number {
  return Math.min(first * 2 ** (attempt - 1), most);
}
