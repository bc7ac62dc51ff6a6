import { type AdapterContext, continued, createContext, timeLeft } from '../runtime/context.js';
import { createEnv, type SetupWith, type Variables } from '../runtime/env.js';
import type { Door } from '../runtime/guarded.js';
import type { ProviderName } from '../runtime/types.js';
import type { WebOptions } from '../runtime/web-guards.js';
import { createLog } from './log.js';

/** Options of every adapter of web functions. */
export interface FunctionOptions {
  readonly timeoutSeconds: number;
  /** Variables of the function, where the provider supports them only for a whole site. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Options of an HTTP function's adapter. */
export interface HttpOptions extends WebOptions, FunctionOptions {}

/** Data that a provider has on one invocation. */
export interface WebInvocation {
  readonly provider: ProviderName;
  /** The provider's id of the invocation; generated if absent. */
  readonly requestId?: string | null;
  /** The provider's way to continue after the response. */
  readonly waitUntil?: (promise: Promise<unknown>) => void;
}

/** Creates the context of one request. */
export function webContext<Raw>(
  raw: Raw,
  { provider, requestId, waitUntil }: WebInvocation,
  timeoutSeconds: number,
): AdapterContext<Raw> {
  const id = requestId || crypto.randomUUID();
  const remainingTime = timeLeft(timeoutSeconds);
  const ctx = createContext({ provider, requestId: id, raw, log: createLog(id), remainingTime });
  return waitUntil ? continued(ctx, waitUntil) : ctx;
}

/** Creates the `env` of a function. Its variables are in `process.env` too, for libraries that read it. */
export function webEnv({ options, bindings }: SetupWith<FunctionOptions>): Variables {
  Object.assign(process.env, options.environment);
  return createEnv(process.env, bindings);
}

/** Calling convention of functions that take a `Request` and return a `Response`. */
export function webDoor<Args extends [request: Request, ...more: unknown[]]>(
  invocationOf: (...args: Args) => WebInvocation,
  timeoutSeconds: number,
): Door<Args, Response> {
  return {
    context: (...args) => webContext(args[0], invocationOf(...args), timeoutSeconds),
    request: (...args) => args[0],
    async answer(response, ctx, ...args) {
      if (!invocationOf(...args).waitUntil) await ctx.settled();
      return response;
    },
  };
}
