import { createEnv, type Setup } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import type { ScheduledEvent } from '../../runtime/types.js';
import { lambdaContext } from './context.js';
import type { LambdaContext, LambdaHandler } from './lambda.js';
import { createLease } from './lease.js';
import { createLog } from './log.js';

/** Turns the export of an entry into the handler of a schedule. A function is used as it is. */
export function schedule(exported: unknown, setup?: Setup): LambdaHandler<unknown, unknown> {
  const { native, portable } = resolveHandler(exported, 'scheduled');
  return native ?? run(portable, setup);
}

/**
 * Does the same for a job whose runs must not overlap: each acquires a lease before user code runs, also before a
 * function. A run that finds the lease held, or that has already finished, is skipped.
 */
export function scheduleOnce(exported: unknown, setup?: Setup): LambdaHandler<unknown, unknown> {
  const handler = schedule(exported, setup);
  const lease = createLease();
  return async (event, lambda) => {
    const log = createLog(lambda.awsRequestId);
    const holder = { requestId: lambda.awsRequestId, run: runId(event, lambda) };
    const taken = await lease.take(holder, lambda.getRemainingTimeInMillis());
    if (taken.owner === undefined) {
      log.info(`skipped: ${taken.reason}`, { run: holder.run, holder: taken.holder });
      return undefined;
    }
    try {
      const result = await handler(event, lambda);
      await lease.finish(taken.owner, holder.run, log);
      return result;
    } catch (error) {
      await lease.giveBack(taken.owner, log);
      throw error;
    }
  };
}

function run(handler: HandlerOf<'scheduled'>, setup: Setup | undefined): LambdaHandler<unknown, unknown> {
  const env = createEnv(process.env, setup?.bindings);
  return async (event, lambda) => {
    const ctx = lambdaContext(event, lambda);
    try {
      await handler.scheduled(toScheduledEvent(event, lambda), env, ctx);
    } catch (error) {
      ctx.log.error('The run failed', error);
      // Lambda counts the run as failed, and retries it, only when the handler throws.
      throw error;
    } finally {
      await ctx.settled();
    }
  };
}

// Incoming (AWS => CloudEvents)

/**
 * Reads the input of our schedules, in which EventBridge Scheduler has replaced its context attributes. For other
 * invocations, for example by hand, `data` is the whole event.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export function toScheduledEvent(event: unknown, lambda: LambdaContext): ScheduledEvent {
  const input = ours(event);
  return {
    id: replaced(input?.id) ?? lambda.awsRequestId,
    source: replaced(input?.schedule) ?? lambda.invokedFunctionArn,
    type: 'schedule.run',
    time: due(input) ?? new Date().toISOString(),
    attempt: Number(replaced(input?.attempt)) || 1,
    data: input ? input.data : event,
  };
}

/**
 * Id of a run, equal for each delivery, so that a second one is recognized: the time that the run was due. The
 * execution id of the scheduler differs, because it identifies an attempt.
 */
function runId(event: unknown, lambda: LambdaContext): string {
  const input = ours(event);
  return due(input) ?? replaced(input?.id) ?? lambda.awsRequestId;
}

function ours(event: unknown): Record<string, unknown> | undefined {
  const input = event as Record<string, unknown> | null | undefined;
  return typeof input === 'object' && input !== null && ('schedule' in input || 'data' in input) ? input : undefined;
}

function due(input: Record<string, unknown> | undefined): string | undefined {
  const time = Date.parse(replaced(input?.time) ?? '');
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

// An emulator can leave `<aws.scheduler.…>` unchanged.
function replaced(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' && !value.startsWith('<aws.') ? value : undefined;
}
