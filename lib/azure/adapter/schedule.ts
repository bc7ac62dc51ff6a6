import { app, type TimerHandler } from '@azure/functions';
import { createEnv, type SetupWith } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import { type ScheduleOptions as RunOptions, scheduledRun } from '../../runtime-node/scheduled-run.js';
import { invocationContext } from './context.js';
import { NAME } from './http.js';

/** Options of the adapter, which the construct sets. */
export interface ScheduleOptions extends RunOptions {
  /** Schedule of the timer: six fields, in UTC. */
  readonly timer: string;
  /** Retries of a failed run. */
  readonly retries: number;
}

const PAUSE = { seconds: 30 };

/** Registers the export of an entry as a function that a timer runs. A function is used unchanged. */
export function schedule(exported: unknown, setup: SetupWith<ScheduleOptions>): TimerHandler {
  const options = setup.options;
  const handler = running(exported, setup);
  const retry = { strategy: 'fixedDelay', maxRetryCount: options.retries, delayInterval: PAUSE } as const;
  app.timer(NAME, { schedule: options.timer, handler, ...(options.retries > 0 && { retry }) });
  return handler;
}

function running(exported: unknown, { options, bindings }: SetupWith<ScheduleOptions>): TimerHandler {
  const { native, portable } = resolveHandler(exported, 'scheduled');
  if (native) return native;
  const env = createEnv(process.env, bindings);
  return async (timer, azure) => {
    const ctx = invocationContext(timer, azure, options.timeoutSeconds);
    const outcome = await scheduledRun(portable, options, env, ctx);
    await ctx.settled();
    // The host retries as often as the job's `retries` allow.
    if (outcome === 'failed') throw new Error('The run failed');
  };
}
