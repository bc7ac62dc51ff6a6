import { createBackground } from './background.js';
import type { Claims, Context, Logger, ProviderName } from './types.js';

/** Context of a handler, with the parts that only its adapter uses. */
export interface AdapterContext<Raw = unknown> extends Context<Raw> {
  params: Readonly<Record<string, string>>;
  claims?: Claims;
  /** Resolves once every promise passed to `waitUntil` has settled. */
  settled(): Promise<void>;
}

/** Data of an invocation that its adapter provides. */
export interface Invocation<Raw> {
  readonly provider: ProviderName;
  readonly requestId: string;
  readonly raw: Raw;
  readonly log: Logger;
  /** Time at which the function is stopped, in milliseconds since 1970. */
  readonly deadline: number;
  /** The provider's own way to continue after the response; if absent, the adapter must wait for `settled`. */
  readonly waitUntil?: (promise: Promise<unknown>) => void;
}

/** Creates the context of one invocation. */
export function createContext<Raw>(invocation: Invocation<Raw>): AdapterContext<Raw> {
  const { provider, requestId, raw, log, deadline } = invocation;
  const background = createBackground((error) => log.error('A promise given to waitUntil was rejected', error));
  return {
    provider,
    requestId,
    params: {},
    log,
    raw,
    waitUntil(promise) {
      background.add(promise);
      // The rejection is logged above, so it is not reported to the provider twice.
      invocation.waitUntil?.(promise.catch(() => {}));
    },
    settled: background.settled,
    remainingTime: () => Math.max(0, deadline - Date.now()),
    passThroughOnException() {},
  };
}
