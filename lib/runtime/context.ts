import { createBackground } from './background.js';
import type { Claims, Context, Logger, ProviderName } from './types.js';

/** The context of a handler, and what its adapter needs of it. */
export interface AdapterContext<Raw = unknown> extends Context<Raw> {
  params: Readonly<Record<string, string>>;
  claims?: Claims;
  /** Resolves once every promise given to `waitUntil` has settled. */
  settled(): Promise<void>;
}

/** What an adapter knows of an invocation. */
export interface Invocation<Raw> {
  readonly provider: ProviderName;
  readonly requestId: string;
  readonly raw: Raw;
  readonly log: Logger;
  /** When the function is stopped, in milliseconds since 1970. */
  readonly deadline: number;
  /** The provider's own way to go on after the answer; without one, the adapter has to wait for `settled`. */
  readonly waitUntil?: (promise: Promise<unknown>) => void;
}

/** Makes the context of one invocation. */
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
      // The rejection is logged above; the provider shall not see it as well.
      invocation.waitUntil?.(promise.catch(() => {}));
    },
    settled: background.settled,
    remainingTime: () => Math.max(0, deadline - Date.now()),
    passThroughOnException() {},
  };
}
