import type { Store } from '@netlify/blobs';
import { type FunctionOptions, webContext, webEnv } from '../../node/web-function.js';
import { settleQueue, type Verdict } from '../../runtime/batches.js';
import type { AdapterContext } from '../../runtime/context.js';
import type { Setup } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import type { QueueBatch } from '../../runtime/types.js';
import { outboxStore } from '../clients/outbox.js';
import type { NetlifyFunction } from './http.js';
import { netlifyInvocation } from './invocation.js';
import { type Claimed, claimDue, giveUp, putBack } from './outbox.js';

/** What the construct tells the adapter. */
export interface QueueOptions extends FunctionOptions {
  /** Name of the queue, in batches. */
  readonly queue: string;
  /** Name of the store. */
  readonly store: string;
  readonly batchSize: number;
  /** How often a message is delivered. */
  readonly attempts: number;
  /** How old a message may be that is still worked on. */
  readonly retentionSeconds: number;
  /** How long nobody else takes a message that is in work. */
  readonly leaseSeconds: number;
  /** Seconds before a message comes again: after the first failure, and at the most. */
  readonly pause: { readonly first: number; readonly most: number };
  /** How long a run may take new messages. */
  readonly runSeconds: number;
  /** How long a run waits for what it has put back itself. */
  readonly waitSeconds: number;
}

type Work = (batch: QueueBatch) => unknown;

/**
 * Turns what an entry exports into a background function that works on a queue until nothing is due. A function is used as
 * it is.
 * @see https://docs.netlify.com/build/functions/background-functions/
 */
export function queue(exported: unknown, setup: Setup<QueueOptions>): NetlifyFunction {
  const { native, portable } = resolveHandler(exported, 'queue');
  if (native) return native;
  const env = webEnv(setup);
  const options = setup.options!;
  return async (request, context) => {
    const store = outboxStore(options.store);
    const end = Date.now() + options.runSeconds * 1000;
    const putBackUntil: number[] = [];
    while (Date.now() < end) {
      const looked = Date.now();
      const claimed = await claimDue(store, options.batchSize, options.leaseSeconds);
      if (claimed.length > 0) {
        const ctx = webContext(request, netlifyInvocation(request, context), options.timeoutSeconds);
        const dues = await workOn(store, claimed, {
          options,
          ctx,
          work: (batch) => portable.queue(batch, env as never, ctx),
        });
        await ctx.settled();
        putBackUntil.push(...dues);
        continue;
      }
      const pause = Math.min(...putBackUntil.filter((due) => due > looked)) - Date.now();
      if (pause > options.waitSeconds * 1000) break;
      await new Promise((resolve) => setTimeout(resolve, Math.max(pause, 0) + 1));
    }
    return new Response(null, { status: 204 });
  };
}

interface Batch {
  readonly options: QueueOptions;
  readonly ctx: AdapterContext;
  readonly work: Work;
}

/** Resolves to when each message that was put back is due. */
async function workOn(store: Store, claimed: readonly Claimed[], { options, ctx, work }: Batch): Promise<number[]> {
  const fresh: Claimed[] = [];
  for (const message of claimed) {
    const reason = hopeless(message, options);
    if (reason === undefined) fresh.push(message);
    else await end(store, message, reason, ctx);
  }
  if (fresh.length === 0) return [];
  const deliveries = fresh.map(({ id, body, attempts, sent }) => ({ id, body, attempt: attempts, time: sent }));
  const verdicts = await settleQueue({ queue: options.queue, deliveries }, work, ctx.log);
  const dues = await Promise.all(
    fresh.map((message, index) => settle(store, message, verdicts[index]!, { options, ctx })),
  );
  return dues.filter((due) => due !== undefined);
}

function hopeless({ attempts, sent }: Claimed, options: QueueOptions): string | undefined {
  // It has crashed the function each time.
  if (attempts > options.attempts) return 'It was delivered too often';
  return Date.now() - Date.parse(sent) > options.retentionSeconds * 1000 ? 'It has waited too long' : undefined;
}

async function settle(
  store: Store,
  message: Claimed,
  { retry, delaySeconds }: Verdict,
  { options, ctx }: Omit<Batch, 'work'>,
): Promise<number | undefined> {
  if (!retry) return store.delete(message.key).then(() => undefined);
  if (message.attempts >= options.attempts)
    return end(store, message, 'It failed too often', ctx).then(() => undefined);
  const { first, most } = options.pause;
  const seconds = delaySeconds ?? Math.min(first * 2 ** (message.attempts - 1), most);
  const due = Date.now() + seconds * 1000;
  await putBack(store, message, due);
  return due;
}

async function end(store: Store, message: Claimed, reason: string, ctx: AdapterContext): Promise<void> {
  await giveUp(store, message, reason);
  ctx.log.error('The message was given up', undefined, { messageId: message.id, reason });
}
