import type { Setup } from '../../runtime/env.js';
import type { Guarded } from '../../runtime/guarded.js';
import { matched } from './http.js';
import { claimsOf } from './http-claims.js';
import { buffered, type Router } from './http-door.js';
import type { HttpEvent, HttpResult } from './http-event.js';
import type { LambdaHandler } from './lambda.js';

/** The authorizer of the HTTP API has already checked the token. */
const withClaims: Router = (request, ctx) => {
  ctx.claims = claimsOf(ctx.raw);
  return matched(request, ctx);
};

/** Does the same as `http` behind a JWT authorizer: the handler receives the claims of the token. */
export function httpJwt(exported: unknown, setup?: Setup): Guarded<LambdaHandler<HttpEvent, HttpResult>> {
  return buffered(exported, setup, withClaims);
}
