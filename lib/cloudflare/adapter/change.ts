import { settleChanges } from '../../runtime/batches.js';
import { matchesFilter } from '../../runtime/change-filter.js';
import { createEnv, type SetupWith, type Variables } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import type { Change } from '../../runtime/types.js';
import type { D1Database } from '../clients/database.js';
import type { CloudflareQueue } from '../clients/queue.js';
import { type WorkerContext, workerContext } from './context.js';
import type { MessageBatch } from './message.js';
import { type Outbox, outbox, type WaitingChange } from './outbox.js';

/** Options of the adapter, which the construct sets. */
export interface ChangeOptions {
  readonly timeoutSeconds: number;
  /** Name of the table, in events. */
  readonly table: string;
  /** Name of this function in the outbox. */
  readonly follower: string;
  readonly batchSize: number;
  readonly retries: number;
  readonly maxAgeSeconds: number;
  readonly filter?: Parameters<typeof matchesFilter>[0];
}

/** Bindings of every such worker in addition to those of the user. */
export interface ChangeVariables extends Variables {
  readonly TRADEWIND_TABLE: D1Database;
  readonly TRADEWIND_WAKE: CloudflareQueue;
}

/** A module as Workers load it. Writers trigger it through a queue; the cron trigger covers lost messages. */
export interface ChangeModule {
  queue(batch: MessageBatch & RetryAll, env: ChangeVariables, worker: WorkerContext): Promise<void>;
  scheduled(controller: unknown, env: ChangeVariables, worker: WorkerContext): Promise<void>;
}

interface RetryAll {
  retryAll(options?: { readonly delaySeconds?: number }): void;
}

const MAX_DELAY = 60;

/** Creates a worker for the changes of a table, which it reads from an outbox, from the export of an entry. */
export function change(exported: unknown, { options, bindings }: SetupWith<ChangeOptions>): ChangeModule {
  const { portable, native } = resolveHandler(exported, 'change');
  const handler: HandlerOf<'change'> = portable ?? { change: native };
  const settings = options;
  const open = (env: ChangeVariables) => outbox(env.TRADEWIND_TABLE, settings.table, settings.follower);
  return {
    async queue(batch, variables, worker) {
      const ctx = workerContext(batch, worker, crypto.randomUUID(), settings.timeoutSeconds);
      const env = createEnv(variables, bindings);
      const work = (changes: readonly Change[]) =>
        settleChanges({ table: settings.table, changes }, (given) => handler.change(given, env, ctx), ctx.log);
      const giveUp = (waiting: WaitingChange, reason: string) =>
        ctx.log.error('The change was given up', undefined, { changeId: waiting.change.id, reason });
      const rest = await empty(open(variables), { settings, work, giveUp, timeLeft: ctx.remainingTime });
      if (rest !== undefined) batch.retryAll(rest);
    },
    async scheduled(_controller, variables) {
      if (!(await open(variables).isEmpty())) await variables.TRADEWIND_WAKE.send('changes', { contentType: 'text' });
    },
  };
}

interface Work {
  readonly settings: ChangeOptions;
  /** Resolves to the position of the first change that failed. */
  work(changes: readonly Change[]): Promise<number | undefined>;
  giveUp(waiting: WaitingChange, reason: string): void;
  timeLeft(): number;
}

/** Processes changes until the outbox is empty. Resolves to the time to continue at, if a change failed or the time is up. */
async function empty(box: Outbox, work: Work): Promise<{ delaySeconds: number } | undefined> {
  while (work.timeLeft() > 0) {
    const waiting = await box.next(work.settings.batchSize);
    const [first] = waiting;
    if (first === undefined) return undefined;
    const reason = reasonToGiveUp(first, work.settings);
    if (reason !== undefined) {
      await box.giveUp(first.sequence, reason);
      work.giveUp(first, reason);
      continue;
    }
    // A change that failed before is retried alone, to identify the bad one.
    const failed = await step(box, first.attempts > 0 ? [first] : waiting, work);
    if (failed !== undefined) return { delaySeconds: Math.min(2 ** failed.attempts, MAX_DELAY) };
  }
  return { delaySeconds: 0 };
}

function reasonToGiveUp({ attempts, change }: WaitingChange, { retries, maxAgeSeconds }: ChangeOptions) {
  if (attempts > retries) return 'it failed each time';
  return Date.now() - Date.parse(change.time) > maxAgeSeconds * 1000 ? 'it is too old' : undefined;
}

/** Processes changes. Resolves to the one that failed. */
async function step(box: Outbox, waiting: readonly WaitingChange[], { settings, work }: Work) {
  const wanted = waiting.filter(({ change }) => matchesFilter(settings.filter, change));
  const position = wanted.length === 0 ? undefined : await work(wanted.map(({ change }) => change));
  const failed = position === undefined ? undefined : wanted[position];
  await box.done(failed?.sequence ?? waiting.at(-1)!.sequence + 1);
  if (failed !== undefined) await box.failed(failed.sequence);
  return failed;
}
