import { createEnv, type SetupWith } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import { answerInvocation } from '../../runtime/invocation.js';
import { send, toRequest } from '../../runtime-node/node-http.js';
import { requestContext } from './context.js';
import type { HttpFunction } from './http.js';

/** Settings that the construct passes to the adapter. */
export interface InvokeOptions {
  readonly timeoutSeconds: number;
}

/**
 * Turns the export of an entry into the function of a `PlainFunction`. Cloud Run admits only callers with an identity token. A
 * function is used unchanged. @see https://cloud.google.com/run/docs/authenticating/service-to-service
 */
export function invoke(exported: unknown, { options, bindings }: SetupWith<InvokeOptions>): HttpFunction {
  const { native, portable } = resolveHandler(exported, 'invoke');
  if (native) return native;
  const env = createEnv(process.env, bindings);
  return async (incoming, outgoing) => {
    const ctx = requestContext(incoming, options.timeoutSeconds);
    await send(await answerInvocation(portable, toRequest(incoming), env, ctx), incoming.method, outgoing);
    await ctx.settled();
  };
}
