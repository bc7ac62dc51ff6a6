/** Authentication by a JSON Web Token of an issuer. Created by `jwt()`. */
export interface JwtAuth {
  /** Discriminates this kind of authentication. */
  readonly kind: 'jwt';
  /** The `iss` claim. */
  readonly issuer: string;
  /** Accepted `aud` or `client_id` claims. */
  readonly audience: readonly string[];
  /** Scopes; a token needs at least one of them, unless the list is empty. */
  readonly scopes: readonly string[];
}

/** Authentication by your own function. Created by `authorizer()`. */
export interface AuthorizerAuth {
  /** Discriminates this kind of authentication. */
  readonly kind: 'authorizer';
  /** File of the function that decides. */
  readonly entry: string;
  /** Export of `entry`; by default `handler`. */
  readonly handler?: string;
  /** Headers that identify the caller. */
  readonly identitySources: readonly string[];
  /** Seconds for which a decision is cached; 0 disables the cache. */
  readonly cacheSeconds: number;
}

/**
 * Authentication of callers: `'none'` accepts everyone and must be written out, `'iam'` accepts credentials of the
 * provider, `jwt({...})` tokens of an issuer, and `authorizer({...})` calls a function that decides.
 */
export type Auth = 'none' | 'iam' | JwtAuth | AuthorizerAuth;

/** Settings of `jwt()`. */
export interface JwtOptions {
  /** The `iss` claim: an `https://` URL that serves `/.well-known/openid-configuration`. */
  readonly issuer: string;
  /** Accepted `aud` (or `client_id`) claims; at least one. */
  readonly audience: readonly string[];
  /**
   * Scopes; a token must have at least one of them.
   * @default - any valid token
   */
  readonly scopes?: readonly string[];
}

/**
 * Accepts callers with a valid JSON Web Token.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function jwt(options: JwtOptions): JwtAuth {
  return { kind: 'jwt', issuer: options.issuer, audience: options.audience, scopes: options.scopes ?? [] };
}

/** Settings of `authorizer()`. */
export interface AuthorizerOptions {
  /** File of the function that decides. It returns `{ isAuthorized: boolean, context?: {...} }`. */
  readonly entry: string;
  /**
   * Name of the export of `entry`.
   * @default - `handler`
   */
  readonly handler?: string;
  /**
   * Headers that identify the caller. A request without one of them is rejected before the function runs.
   * @default ['Authorization']
   */
  readonly headers?: readonly string[];
  /**
   * Seconds for which a decision is cached for the same header values, 0 to 3600.
   * @default 300
   */
  readonly cacheSeconds?: number;
}

/**
 * Accepts the callers that your own function authorizes.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function authorizer(options: AuthorizerOptions): AuthorizerAuth {
  return {
    kind: 'authorizer',
    entry: options.entry,
    handler: options.handler,
    identitySources: options.headers ?? ['Authorization'],
    cacheSeconds: options.cacheSeconds ?? 300,
  };
}
