import type { Setup } from '../../runtime/env.js';
import type { Guarded } from '../../runtime/guarded.js';
import { buffered, type Router } from './http-door.js';
import type { HttpEvent, HttpResult } from './http-event.js';
import type { LambdaHandler } from './lambda.js';

/**
 * An HTTP API has already matched the route. Its path parameters are decoded: decoding them again would change `%25`.
 */
export const matched: Router = (_request, ctx) => {
  ctx.params = ctx.raw.pathParameters ?? {};
  return undefined;
};

/**
 * Turns the export of an entry into the handler of an HTTP API or a function URL. A function is called with the
 * unchanged event, once the guards admit it.
 */
export function http(exported: unknown, setup?: Setup): Guarded<LambdaHandler<HttpEvent, HttpResult>> {
  return buffered(exported, setup, matched);
}
