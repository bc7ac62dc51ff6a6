import { createBackground } from './background.js';
import type { Claims, Context } from './types.js';

/** Context of a handler, with the parts that only its adapter uses. */
export interface AdapterContext<Raw = unknown> extends Context<Raw> {
  params: Readonly<Record<string, string>>;
  claims?: Claims;
  /** Resolves once every promise passed to `waitUntil` has settled. */
  settled(): Promise<void>;
}

/** Data of an invocation that its adapter provides. */
export type Invocation<Raw> = Pick<Context<Raw>, 'provider' | 'requestId' | 'raw' | 'log' | 'remainingTime'>;

/** Creates the context of one invocation. Its adapter waits for `settled` before the invocation ends. */
export function createContext<Raw>(invocation: Invocation<Raw>): AdapterContext<Raw> {
  return {
    ...invocation,
    params: {},
    ...createBackground((error) => invocation.log.error('A promise given to waitUntil was rejected', error)),
    passThroughOnException() {},
  };
}

/**
 * Creates the same context on a provider that has a `waitUntil` of its own, which continues an invocation after its
 * response.
 */
export function continued<Raw>(
  ctx: AdapterContext<Raw>,
  waitUntil: (promise: Promise<unknown>) => void,
): AdapterContext<Raw> {
  return {
    ...ctx,
    waitUntil(promise) {
      ctx.waitUntil(promise);
      // The rejection is logged by the context, so it is not reported to the provider again.
      waitUntil(promise.catch(() => {}));
    },
  };
}

/** Returns the time left of an invocation that begins now, in milliseconds, on providers that do not report it. */
export function timeLeft(timeoutSeconds: number): () => number {
  const deadline = Date.now() + timeoutSeconds * 1000;
  return () => Math.max(0, deadline - Date.now());
}
