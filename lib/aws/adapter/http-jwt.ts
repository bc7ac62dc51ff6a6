import { createEnv, type Setup } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import { buffered } from './http.js';
import { claimsOf } from './http-claims.js';
import type { HttpEvent, HttpResult } from './http-event.js';
import { createResponder, matched, type Router } from './http-responder.js';
import type { LambdaHandler } from './lambda.js';

const withClaims: Router = (event, ctx) => {
  ctx.claims = claimsOf(event);
  return matched(event, ctx);
};

/** The same as `http` behind a JWT authorizer: the handler has the claims of the token. */
export function httpJwt(exported: unknown, setup?: Setup): LambdaHandler<HttpEvent, HttpResult> {
  const { native, portable } = resolveHandler(exported, 'fetch');
  return native ?? buffered(createResponder(portable, createEnv(process.env, setup?.bindings), withClaims));
}
