import { type AdapterContext, createContext } from '../runtime/context.js';
import { createEnv, type Setup, type Variables } from '../runtime/env.js';
import type { HandlerOf } from '../runtime/handler.js';
import type { ProviderName } from '../runtime/types.js';
import type { Guard, WebOptions, WebResponder } from '../runtime/web-responder.js';
import { webResponder } from '../runtime/web-responder.js';
import { createLog } from './log.js';

/** What every adapter of web functions is told. */
export interface FunctionOptions {
  readonly timeoutSeconds: number;
  /** Variables of the function, where the provider has them for a whole site only. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** What the construct tells the adapter of an HTTP function. */
export interface HttpOptions extends WebOptions, FunctionOptions {}

/** What a provider knows of one invocation. */
export interface WebInvocation {
  readonly provider: ProviderName;
  /** The provider's id of the invocation; one is made without. */
  readonly requestId?: string | null;
  /** The provider's way to go on after the answer. */
  readonly waitUntil?: (promise: Promise<unknown>) => void;
}

/** A function that answers a web request; `invocation` is what the provider tells besides. */
export type WebFunction = (request: Request, invocation: WebInvocation) => Promise<Response>;

/** The context of one request. */
export function webContext(
  request: Request,
  { provider, requestId, waitUntil }: WebInvocation,
  timeoutSeconds: number,
): AdapterContext<Request> {
  const id = requestId || crypto.randomUUID();
  const deadline = Date.now() + timeoutSeconds * 1000;
  return createContext({ provider, requestId: id, raw: request, log: createLog(id), deadline, waitUntil });
}

/** The `env` of a function. Its variables are in `process.env` too, for libraries that look there. */
export function webEnv({ options, bindings }: Setup<FunctionOptions>): Variables {
  Object.assign(process.env, options!.environment);
  return createEnv(process.env, bindings);
}

/** Turns a portable handler into a function that answers, on providers whose functions take a `Request`. */
export function webFunction(app: HandlerOf<'fetch'>, setup: Setup<HttpOptions>, guard?: Guard): WebFunction {
  const respond: WebResponder = webResponder(app, setup.options, guard);
  const env = webEnv(setup);
  return async (request, invocation) => {
    const ctx = webContext(request, invocation, setup.options!.timeoutSeconds);
    const response = await respond(request, env, ctx);
    if (!invocation.waitUntil) await ctx.settled();
    return response;
  };
}
