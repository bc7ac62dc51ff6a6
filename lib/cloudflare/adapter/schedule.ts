import { createEnv, type SetupWith, type Variables } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import { dueRun, type ScheduleGuard } from '../../runtime/schedule-guard.js';
import { type WorkerContext, workerContext } from './context.js';

/** Options of the adapter, which the construct sets. */
export interface ScheduleOptions {
  readonly timeoutSeconds: number;
  /** Name of the job. */
  readonly job: string;
  /** The job's `input`. */
  readonly input?: unknown;
  /** Guard for schedules on which Cloudflare fires more often than the job runs. */
  readonly guard?: ScheduleGuard;
}

/** Argument of a cron trigger. */
export interface ScheduledController {
  /** Scheduled time, in milliseconds since 1970. */
  readonly scheduledTime: number;
  readonly cron: string;
}

/** A module as Workers load it. */
export interface ScheduledModule {
  scheduled(controller: ScheduledController, env: Variables, worker: WorkerContext): Promise<void>;
}

/**
 * Turns the export of an entry into a worker that runs on a schedule.
 * @see https://developers.cloudflare.com/workers/runtime-apis/handlers/scheduled/
 */
export function schedule(exported: unknown, setup: SetupWith<ScheduleOptions>): ScheduledModule {
  const { portable, native } = resolveHandler(exported, 'scheduled');
  const handler: HandlerOf<'scheduled'> = portable ?? { scheduled: native };
  const { job, input, guard, timeoutSeconds } = setup.options;
  return {
    async scheduled(controller, variables, worker) {
      const fired = new Date(controller.scheduledTime);
      const due = guard ? dueRun(guard, fired) : fired;
      if (due === undefined) return;
      const time = due.toISOString();
      const id = `${job}/${time}`;
      const ctx = workerContext(controller, worker, id, timeoutSeconds);
      const event = { id, source: job, type: 'schedule.run', time, attempt: 1, data: input } as const;
      try {
        await handler.scheduled(event, createEnv(variables, setup.bindings) as never, ctx);
      } catch (error) {
        ctx.log.error('The run failed', error);
        // The invocation counts as failed; Cloudflare does not retry it.
        throw error;
      }
    },
  };
}
