import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { answer, type Guard } from './web-responder.js';

/** Whose tokens let a caller in. */
export interface JwtRules {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** A token needs one of them; none asks for none. */
  readonly scopes: readonly string[];
}

/** Milliseconds for the issuer to answer; its keys are waited for as long. */
const PATIENCE = 5000;

type Keys = ReturnType<typeof createRemoteJWKSet>;

/**
 * Lets in requests with a valid JSON Web Token, on providers whose gateway does not check any, and tells the handler its
 * claims. The keys of the issuer are fetched once and remembered. 401 without a valid token, 403 without a scope. The rules
 * are those of AWS; besides, a token has to expire.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 * @see https://datatracker.ietf.org/doc/html/rfc6750
 */
export function jwtGuard({ issuer, audience, scopes }: JwtRules): Guard {
  let keys: Promise<Keys> | undefined;
  return async (request, ctx) => {
    const token = /^Bearer +(\S+)$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    if (token === undefined) return challenge(answer(401, 'Unauthorized', ctx));
    keys ??= discoverKeys(issuer);
    // A failed discovery is not remembered.
    keys.catch(() => (keys = undefined));
    const found = await keys;
    try {
      const { payload } = await jwtVerify(token, found, { issuer, requiredClaims: ['exp'] });
      if (!isFor(payload, audience)) return challenge(answer(401, 'Unauthorized', ctx));
      if (scopes.length > 0 && !scopesOf(payload).some((scope) => scopes.includes(scope)))
        return answer(403, 'Forbidden', ctx);
      ctx.claims = payload;
      return undefined;
    } catch (error) {
      // What is no fault of the token, such as keys that cannot be fetched, is ours.
      if (!(error instanceof errors.JOSEError) || error instanceof errors.JWKSTimeout) throw error;
      ctx.log.info('A token was refused', { reason: error.code });
      return challenge(answer(401, 'Unauthorized', ctx));
    }
  };
}

async function discoverKeys(issuer: string): Promise<Keys> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const { jwks_uri } = (await response.json()) as { jwks_uri: string };
  return createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: PATIENCE });
}

/** Tokens of some issuers name the client in place of an audience. */
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
