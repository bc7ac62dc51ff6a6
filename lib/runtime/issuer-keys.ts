import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

/** Milliseconds to wait for a response of the issuer, and for its keys. */
const PATIENCE = 5000;

/** Milliseconds to cache a failure of the issuer, so that callers cannot cause constant requests to it. */
export const FAILURE_MS = 10_000;

/** Thrown when the issuer or its keys do not respond as they must. The token may still be valid. */
export class IssuerError extends Error {
  override readonly name = 'IssuerError';
}

type Keys = ReturnType<typeof createRemoteJWKSet>;

/** Codes of errors for a token that names no key of the issuer. All others are failures of the issuer. */
const FAULTS_OF_TOKEN = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported] as const;

/**
 * Finds the key of a token among those of its issuer, which are fetched once and cached for ten minutes. A failure is
 * cached for ten seconds; known keys are used meanwhile.
 * @throws IssuerError when the issuer fails, JOSEError when the token names no key of it
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 */
export function issuerKeys(issuer: string): JWTVerifyGetKey {
  let discovery: Promise<Keys> | undefined;
  let keys: Keys | undefined;
  let failure: { readonly error: IssuerError; readonly until: number } | undefined;
  return async (header, token) => {
    if (failure !== undefined && Date.now() < failure.until) return await knownKey(failure.error);
    try {
      discovery ??= discoverKeys(issuer);
      keys = await discovery;
      return await keys(header, token);
    } catch (cause) {
      if (isFaultOfToken(cause)) throw cause;
      if (keys === undefined) discovery = undefined;
      const error = new IssuerError(`The keys of ${issuer} are not available`, { cause });
      failure = { error, until: Date.now() + FAILURE_MS };
      throw error;
    }

    async function knownKey(error: IssuerError) {
      const known = keys?.fresh ? keys.jwks() : undefined;
      if (known === undefined) throw error;
      return await createLocalJWKSet(known)(header, token).catch((cause) => {
        // The issuer may have created the key since then.
        throw cause instanceof errors.JWKSNoMatchingKey ? error : cause;
      });
    }
  };
}

function isFaultOfToken(error: unknown): boolean {
  return FAULTS_OF_TOKEN.some((kind) => error instanceof kind);
}

/** @throws Error when the document is missing, or does not belong to the issuer */
async function discoverKeys(issuer: string): Promise<Keys> {
  const url = `${issuer.endsWith('/') ? issuer.slice(0, -1) : issuer}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  const found = (await response.json()) as { readonly issuer?: unknown; readonly jwks_uri?: unknown } | null;
  // https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfigurationValidation
  if (found?.issuer !== issuer)
    throw new Error(
      `[tradewind:JWT_ISSUER] ${url} is of the issuer ${found?.issuer}, which is not exactly ${issuer}. ` +
        'Fix: give jwt() the issuer as its own document spells it.',
    );
  return createRemoteJWKSet(new URL(String(found.jwks_uri)), { timeoutDuration: PATIENCE });
}
