import type { ServerResponse } from 'node:http';
import { createEnv, type SetupWith } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import { dueRun, type ScheduleGuard } from '../../runtime/schedule-guard.js';
import type { NodeRequest } from '../../runtime-node/node-http.js';
import { requestContext } from './context.js';
import type { HttpFunction } from './http.js';

/** Options of the adapter, which the construct sets. */
export interface ScheduleOptions {
  readonly timeoutSeconds: number;
  /** Name of the job. */
  readonly job: string;
  /** Guard for schedules on which Cloud Scheduler fires more often than the job runs. */
  readonly guard?: ScheduleGuard;
}

/** Turns the export of an entry into the function that Cloud Scheduler calls. A function is used unchanged. */
export function schedule(exported: unknown, setup: SetupWith<ScheduleOptions>): HttpFunction {
  const { native, portable } = resolveHandler(exported, 'scheduled');
  if (native) return native;
  const { job, guard, timeoutSeconds } = setup.options;
  const env = createEnv(process.env, setup.bindings);
  return async (request, response) => {
    const ctx = requestContext(request, timeoutSeconds);
    const fired = firedAt(request);
    const due = guard ? dueRun(guard, fired) : fired;
    if (due === undefined) return end(response, 204);
    const time = due.toISOString();
    const event = {
      id: `${job}/${time}`,
      source: job,
      type: 'schedule.run',
      time,
      attempt: 1,
      data: inputOf(request),
    } as const;
    try {
      await portable.scheduled(event, env as never, ctx);
      end(response, 204);
    } catch (error) {
      ctx.log.error('The run failed', error);
      // Cloud Scheduler retries as often as the job's `retries` allow.
      end(response, 500);
    }
    await ctx.settled();
  };
}

/** @see https://cloud.google.com/scheduler/docs/reference/rpc/google.cloud.scheduler.v1#httptarget */
function firedAt({ headers }: NodeRequest): Date {
  const told = new Date(String(headers['x-cloudscheduler-scheduletime'] ?? ''));
  return Number.isNaN(told.getTime()) ? new Date() : told;
}

function inputOf({ rawBody }: NodeRequest): unknown {
  return rawBody && rawBody.byteLength > 0 ? JSON.parse(rawBody.toString('utf8')) : undefined;
}

function end(response: ServerResponse, status: number): void {
  response.statusCode = status;
  response.end();
}
