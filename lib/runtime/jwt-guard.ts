import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import { answer, type Guard } from './web-responder.js';

/** Whose tokens let a caller in. */
export interface JwtRules {
  readonly issuer: string;
  readonly audience: readonly string[];
  /** A token needs one of them; none asks for none. */
  readonly scopes: readonly string[];
}

type Keys = ReturnType<typeof createRemoteJWKSet>;

/**
 * Lets in requests with a valid JSON Web Token, on providers whose gateway does not check any. The keys of the issuer are
 * fetched once and remembered. 401 without a valid token, 403 without a scope.
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
      const { payload } = await jwtVerify(token, found, { issuer });
      if (![payload.aud, payload.client_id].flat().some((each) => audience.includes(each as string)))
        return challenge(answer(401, 'Unauthorized', ctx));
      return scopes.length === 0 || scopesOf(payload).some((scope) => scopes.includes(scope))
        ? undefined
        : answer(403, 'Forbidden', ctx);
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
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const { jwks_uri } = (await response.json()) as { jwks_uri: string };
  return createRemoteJWKSet(new URL(jwks_uri));
}

function scopesOf(payload: JWTPayload): string[] {
  return [payload.scope, payload.scp].flat().flatMap((scope) => (typeof scope === 'string' ? scope.split(' ') : []));
}

function challenge(response: Response): Response {
  response.headers.set('www-authenticate', 'Bearer');
  return response;
}
