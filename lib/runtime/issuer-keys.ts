import { createLocalJWKSet, createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';

/** Milliseconds for the issuer to answer; its keys are waited for as long. */
const PATIENCE = 5000;

/** Milliseconds for which a failure of the issuer is remembered, so that callers cannot make it be asked all the time. */
export const FAILURE_MS = 10_000;

/** The issuer or its keys do not answer as they must. The token may be valid: this says nothing about it. */
export class IssuerError extends Error {
  override readonly name = 'IssuerError';
}

type Keys = ReturnType<typeof createRemoteJWKSet>;

/** Errors that say that the token names no key of the issuer. All others are failures of the issuer. */
const FAULTS_OF_TOKEN = [errors.JWKSNoMatchingKey, errors.JWKSMultipleMatchingKeys, errors.JOSENotSupported] as const;

/**
 * Finds the key of a token among those of its issuer, which are fetched once and remembered for ten minutes. A failure is
 * remembered for ten seconds; keys that are known are used meanwhile.
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
        // The issuer may have made the key since then.
        throw cause instanceof errors.JWKSNoMatchingKey ? error : cause;
      });
    }
  };
}

function isFaultOfToken(error: unknown): boolean {
  return FAULTS_OF_TOKEN.some((kind) => error instanceof kind);
}

/** @throws Error when the document is missing, or is not the issuer's own */
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
