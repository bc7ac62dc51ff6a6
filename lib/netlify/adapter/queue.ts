import { settleQueue } from '../../runtime/batches.js';
import type { SetupWith } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import type { QueueBatch } from '../../runtime/types.js';
import { type FunctionOptions, webContext, webEnv } from '../../runtime-node/web-function.js';
import { outboxStore } from '../clients/outbox.js';
import { type WakeOptions, wake } from '../clients/wake.js';
import { type BatchOptions, type Settle, workOn } from './batch.js';
import type { NetlifyFunction } from './http.js';
import { netlifyInvocation } from './invocation.js';
import { type RunOptions, runUntilNothingIsDue } from './run.js';

/** Options of the adapter, which the construct sets. */
export interface QueueOptions extends FunctionOptions, BatchOptions, RunOptions, WakeOptions {
  /** Name of the store. */
  readonly store: string;
}

/**
 * Turns the export of an entry into a background function that processes a queue until nothing is due. A function is used
 * unchanged.
 * @see https://docs.netlify.com/build/functions/background-functions/
 */
export function queue(exported: unknown, setup: SetupWith<QueueOptions>): NetlifyFunction {
  const { native, portable } = resolveHandler(exported, 'queue');
  return native ?? working(portable, setup, settleQueue);
}

/** `queue` for a portable handler, which receives its messages through `settle`. */
export function working(handler: HandlerOf<'queue'>, setup: SetupWith<QueueOptions>, settle: Settle): NetlifyFunction {
  const env = webEnv(setup);
  const options = setup.options;
  return async (request, context) => {
    const store = outboxStore(options.store);
    const isUnfinished = await runUntilNothingIsDue(store, options, async (claimed) => {
      const ctx = webContext(request, netlifyInvocation(request, context), options.timeoutSeconds);
      const work = (batch: QueueBatch) => handler.queue(batch, env as never, ctx);
      const dues = await workOn(store, claimed, { options, ctx, work, settle });
      await ctx.settled();
      return dues;
    });
    // Another run continues. If the call fails, the sweep starts one.
    if (isUnfinished) await wake(options).catch(() => {});
    return new Response(null, { status: 204 });
  };
}
