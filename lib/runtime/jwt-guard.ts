import { errors, type JWTPayload, jwtVerify } from 'jose';
import { answer, failed } from './answers.js';
import type { AdapterContext } from './context.js';
import { FAILURE_MS, IssuerError, issuerKeys } from './issuer-keys.js';
import type { Guard } from './web-guards.js';

/** Tokens to accept. */
export interface JwtRules {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** Accepted scopes: a token needs one of them. If empty, none is required. */
  readonly scopes: readonly string[];
}

/**
 * Allowed difference in seconds between the clocks of the issuer and the function: a token is accepted this long before
 * it becomes valid, and this long after it expires. @see https://www.rfc-editor.org/rfc/rfc7519#section-4.1.4
 */
export const CLOCK_LEEWAY_SECONDS = 5;

/**
 * Admits requests with a valid JSON Web Token, on providers whose gateway does not check tokens, and passes its claims
 * to the handler. 401 without a valid token, 403 without a scope, 503 when the keys of the issuer are not available.
 * The rules are those of AWS; also, a token must expire.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 * @see https://datatracker.ietf.org/doc/html/rfc6750
 */
export function jwtGuard({ issuer, audience, scopes }: JwtRules, keys = issuerKeys(issuer)): Guard {
  const rules = { issuer, requiredClaims: ['exp'], clockTolerance: CLOCK_LEEWAY_SECONDS };
  return async (request, ctx) => {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    if (token === undefined) return challenge(answer(401, 'Unauthorized', ctx));
    try {
      const { payload } = await jwtVerify(token, keys, rules);
      if (!isFor(payload, audience)) return challenge(answer(401, 'Unauthorized', ctx));
      if (scopes.length > 0 && !scopesOf(payload).some((scope) => scopes.includes(scope)))
        return answer(403, 'Forbidden', ctx);
      ctx.claims = payload;
      return undefined;
    } catch (error) {
      if (error instanceof IssuerError) return unavailable(error, ctx);
      if (!(error instanceof errors.JOSEError)) throw error;
      ctx.log.info('A token was refused', { reason: error.code });
      return challenge(answer(401, 'Unauthorized', ctx));
    }
  };
}

function unavailable(error: IssuerError, ctx: AdapterContext): Response {
  const response = failed(error, ctx, 503, 'Service Unavailable');
  response.headers.set('retry-after', String(FAILURE_MS / 1000));
  return response;
}

/** Tokens of some issuers name the client instead of an audience. */
function isFor({ aud, client_id }: JWTPayload, audience: readonly string[]): boolean {
  return [aud ?? client_id].flat().some((each) => audience.includes(each as string));
}

function scopesOf(payload: JWTPayload): string[] {
  return [payload.scope, payload.scp].flat().flatMap((scope) => (typeof scope === 'string' ? scope.split(' ') : []));
}

function challenge(response: Response): Response {
  response.headers.set('www-authenticate', 'Bearer');
  return response;
}
