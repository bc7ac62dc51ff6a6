import { app, type HttpHandler } from '@azure/functions';
import { createEnv, type SetupWith } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import { answerInvocation } from '../../runtime/invocation.js';
import { invocationContext } from './context.js';
import { NAME } from './http.js';
import { toRequest, toResponse } from './web.js';

/** Settings that the construct passes to the adapter. */
export interface InvokeOptions {
  readonly timeoutSeconds: number;
}

/**
 * Registers the export of an entry as the function of a `PlainFunction`: an HTTP trigger that only answers callers with a
 * function key. A function is used unchanged. An entry that exports `app` has registered its own triggers.
 * @see https://learn.microsoft.com/azure/azure-functions/function-keys-how-to
 */
export function invoke(exported: unknown, setup: SetupWith<InvokeOptions>): unknown {
  if (isApp(exported)) return exported;
  const handler = answering(exported, setup);
  app.http(NAME, { methods: ['POST'], authLevel: 'function', route: '{*path}', handler });
  return handler;
}

/** Checks the methods, because the entry may have its own copy of the library. */
function isApp(exported: unknown): boolean {
  const { http, timer } = (exported ?? {}) as Partial<typeof app>;
  return typeof http === 'function' && typeof timer === 'function';
}

function answering(exported: unknown, { options, bindings }: SetupWith<InvokeOptions>): HttpHandler {
  const { native, portable } = resolveHandler(exported, 'invoke');
  if (native) return native;
  const env = createEnv(process.env, bindings);
  return async (incoming, azure) => {
    const ctx = invocationContext(incoming, azure, options.timeoutSeconds);
    const answer = await toResponse(await answerInvocation(portable, toRequest(incoming), env, ctx), incoming.method);
    await ctx.settled();
    return answer;
  };
}
