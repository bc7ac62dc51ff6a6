import { createEnv, type Setup } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import { createContext } from './context.js';
import { type HttpEvent, type HttpResult, toResult } from './http-event.js';
import { createResponder, failed, type Responder } from './http-responder.js';
import type { LambdaHandler } from './lambda.js';

/** Turns what an entry exports into the handler of an HTTP API or a function URL. A function is used as it is. */
export function http(exported: unknown, setup?: Setup): LambdaHandler<HttpEvent, HttpResult> {
  const { native, portable } = resolveHandler(exported, 'fetch');
  return native ?? buffered(createResponder(portable, createEnv(process.env, setup?.bindings)));
}

/** Answers with the whole response at once. */
export function buffered(respond: Responder): LambdaHandler<HttpEvent, HttpResult> {
  return async (event, lambda) => {
    const ctx = createContext(event, lambda);
    const method = event.requestContext?.http?.method;
    const response = await respond(event, ctx);
    // A body can fail while it is read.
    const result = await toResult(response, method).catch((error) => toResult(failed(error, ctx), method));
    await ctx.settled();
    return result;
  };
}
