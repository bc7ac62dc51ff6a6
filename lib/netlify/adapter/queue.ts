import { type FunctionOptions, webContext, webEnv } from '../../node/web-function.js';
import { settleQueue } from '../../runtime/batches.js';
import type { Setup } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import { outboxStore } from '../clients/outbox.js';
import { type BatchOptions, type Settle, workOn } from './batch.js';
import type { NetlifyFunction } from './http.js';
import { netlifyInvocation } from './invocation.js';
import { claimDue } from './outbox.js';

/** What the construct tells the adapter. */
export interface QueueOptions extends FunctionOptions, BatchOptions {
  /** Name of the store. */
  readonly store: string;
  readonly batchSize: number;
  /** How long nobody else takes a message that is in work. */
  readonly leaseSeconds: number;
  /** How long a run may take new messages. */
  readonly runSeconds: number;
  /** How long a run waits for what it has put back itself. */
  readonly waitSeconds: number;
}

/**
 * Turns what an entry exports into a background function that works on a queue until nothing is due. A function is used as
 * it is.
 * @see https://docs.netlify.com/build/functions/background-functions/
 */
export function queue(exported: unknown, setup: Setup<QueueOptions>): NetlifyFunction {
  const { native, portable } = resolveHandler(exported, 'queue');
  return native ?? working(portable, setup, settleQueue);
}

/** The same for a portable handler, which gets its messages by `settle`. */
export function working(handler: HandlerOf<'queue'>, setup: Setup<QueueOptions>, settle: Settle): NetlifyFunction {
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
        const work = (batch: Parameters<typeof handler.queue>[0]) => handler.queue(batch, env as never, ctx);
        putBackUntil.push(...(await workOn(store, claimed, { options, ctx, work, settle })));
        await ctx.settled();
        continue;
      }
      const pause = Math.min(...putBackUntil.filter((due) => due > looked)) - Date.now();
      if (pause > options.waitSeconds * 1000) break;
      await new Promise((resolve) => setTimeout(resolve, Math.max(pause, 0) + 1));
    }
    return new Response(null, { status: 204 });
  };
}
