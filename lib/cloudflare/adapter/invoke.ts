import { createEnv, type SetupWith, type Variables } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import { answerInvocation } from '../../runtime/invocation.js';
import { type WorkerContext, workerContext } from './context.js';

/** Settings that the construct passes to the adapter. */
export interface InvokeOptions {
  readonly timeoutSeconds: number;
}

/** A module as Workers load it. */
export interface InvokeModule {
  fetch(request: Request, env: Variables, worker: WorkerContext): Promise<Response>;
}

/**
 * Turns the export of an entry into the worker of a `PlainFunction`. It has no address: only service bindings of
 * other workers reach its `fetch`. A function becomes `fetch` unchanged.
 * @see https://developers.cloudflare.com/workers/runtime-apis/bindings/service-bindings/
 */
export function invoke(exported: unknown, { options, bindings }: SetupWith<InvokeOptions>): InvokeModule {
  const { native, portable } = resolveHandler(exported, 'invoke');
  if (native) return { fetch: native };
  const handler: HandlerOf<'invoke'> = portable;
  return {
    fetch(request, variables, worker) {
      const ctx = workerContext(request, worker, crypto.randomUUID(), options.timeoutSeconds);
      return answerInvocation(handler, request, createEnv(variables, bindings), ctx);
    },
  };
}
