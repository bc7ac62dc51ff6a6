import { type AdapterContext, continued, createContext, timeLeft } from '../../runtime/context.js';
import { createLogger } from '../../runtime/logger.js';

/** Context that Cloudflare passes to a handler with the event. */
export interface WorkerContext {
  waitUntil(promise: Promise<unknown>): void;
}

/** Workers Logs make fields of a line of JSON. */
function write(line: string): void {
  // biome-ignore lint/suspicious/noConsole: a worker has no other way to log
  console.log(line);
}

/**
 * The context of one event. The deadline is `timeoutSeconds` from now: Cloudflare limits CPU time, which a worker cannot
 * query.
 */
export function workerContext<Raw>(
  raw: Raw,
  worker: WorkerContext,
  requestId: string,
  timeoutSeconds: number,
): AdapterContext<Raw> {
  const ctx = createContext({
    provider: 'cloudflare',
    requestId,
    raw,
    log: createLogger({ requestId, level: 'INFO', write, mapStack: (stack) => stack }),
    remainingTime: timeLeft(timeoutSeconds),
  });
  return continued(ctx, (promise) => worker.waitUntil(promise));
}
