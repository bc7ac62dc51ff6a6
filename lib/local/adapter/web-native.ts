import type { NativeHandler } from '../../runtime/handler.js';
import type { Context } from '../../runtime/types.js';
import { threadData } from './thread.js';

type Fetch = (request: Request, env: never, ctx: Context) => Promise<Response>;

/** Calls a native handler of a provider whose own form is a `Request`; nothing for the other providers. */
export function webNative(handler: NativeHandler, env: unknown): Fetch | undefined {
  switch (threadData.provider) {
    // https://developers.cloudflare.com/workers/runtime-apis/handlers/fetch/
    case 'cloudflare':
      return async (request, _env, ctx) => handler(request, env, ctx);
    // https://vercel.com/docs/functions/functions-api-reference
    case 'vercel':
      return async (request) => handler(request);
    // https://docs.netlify.com/build/functions/api/
    case 'netlify':
      return async (request, _env, ctx) =>
        handler(request, {
          params: ctx.params,
          requestId: ctx.requestId,
          waitUntil: (promise: Promise<unknown>) => ctx.waitUntil(promise),
        });
    default:
      return undefined;
  }
}
