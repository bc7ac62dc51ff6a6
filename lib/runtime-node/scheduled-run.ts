import type { AdapterContext } from '../runtime/context.js';
import type { Variables } from '../runtime/env.js';
import type { HandlerOf } from '../runtime/handler.js';
import { dueRun, type ScheduleGuard } from '../runtime/schedule-guard.js';
import type { FunctionOptions } from './web-function.js';

/** Options of a job's adapter. */
export interface ScheduleOptions extends FunctionOptions {
  /** Name of the job. */
  readonly job: string;
  /** The job's `input`. */
  readonly input?: unknown;
  /** Guard that matches a firing to a run. */
  readonly clock: ScheduleGuard;
  /** `true` if a firing at another time, such as a manual one, runs as well. */
  readonly anyTime: boolean;
}

/** Outcome of a firing. */
export type Outcome = 'ran' | 'failed' | 'not due';

/**
 * Runs the job that is due, for providers that do not report which run a firing belongs to: the present decides. The id
 * of a run is the same when it is delivered twice.
 */
export async function scheduledRun(
  handler: HandlerOf<'scheduled'>,
  { job, input, clock, anyTime }: ScheduleOptions,
  env: Variables,
  ctx: AdapterContext,
): Promise<Outcome> {
  const now = new Date();
  const due = dueRun(clock, now) ?? (anyTime ? now : undefined);
  if (due === undefined) {
    ctx.log.debug('Nothing is due', { job });
    return 'not due';
  }
  const time = due.toISOString();
  const event = { id: `${job}/${time}`, source: job, type: 'schedule.run', time, attempt: 1, data: input } as const;
  try {
    await handler.scheduled(event, env as never, ctx);
    return 'ran';
  } catch (error) {
    ctx.log.error('The run failed', error);
    return 'failed';
  }
}
