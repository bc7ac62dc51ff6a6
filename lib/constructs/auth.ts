/** Callers show a JSON Web Token of an issuer. Made by `jwt()`. */
export interface JwtAuth {
  /** Tells this kind of authentication from `authorizer`. */
  readonly kind: 'jwt';
  /** The `iss` claim. */
  readonly issuer: string;
  /** Accepted `aud` or `client_id` claims. */
  readonly audience: readonly string[];
  /** Scopes of which a token needs one; none asks for none. */
  readonly scopes: readonly string[];
}

/** A function of the user's decides about each caller. Made by `authorizer()`. */
export interface AuthorizerAuth {
  /** Tells this kind of authentication from `jwt`. */
  readonly kind: 'authorizer';
  /** The file of the function that decides. */
  readonly entry: string;
  /** The export of `entry` to use; `handler` unless it is named. */
  readonly handler?: string;
  /** Headers that identify the caller. */
  readonly identitySources: readonly string[];
  /** Seconds that a decision is remembered; 0 asks each time. */
  readonly cacheSeconds: number;
}

/**
 * Who may call: anybody (`'none'`, which has to be written out), callers with the provider's own credentials
 * (`'iam'`), holders of a token (`jwt({...})`), or whomever a function lets in (`authorizer({...})`).
 */
export type Auth = 'none' | 'iam' | JwtAuth | AuthorizerAuth;

/** Settings of `jwt()`. */
export interface JwtOptions {
  /** The `iss` claim: an `https://` URL under which `/.well-known/openid-configuration` is found. */
  readonly issuer: string;
  /** Accepted `aud` (or `client_id`) claims; at least one. */
  readonly audience: readonly string[];
  /**
   * Scopes of which a token must have at least one.
   * @default - any valid token
   */
  readonly scopes?: readonly string[];
}

/**
 * Lets in callers with a valid JSON Web Token.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function jwt(options: JwtOptions): JwtAuth {
  return { kind: 'jwt', issuer: options.issuer, audience: options.audience, scopes: options.scopes ?? [] };
}

/** Settings of `authorizer()`. */
export interface AuthorizerOptions {
  /** The file of the function that decides. It answers `{ isAuthorized: boolean, context?: {...} }`. */
  readonly entry: string;
  /**
   * Name of the export to use.
   * @default - `handler`
   */
  readonly handler?: string;
  /**
   * Headers that identify the caller; a request without one of them is refused before the function runs.
   * @default ['Authorization']
   */
  readonly headers?: readonly string[];
  /**
   * Seconds that a decision is remembered per set of header values, 0 to 3600.
   * @default 300
   */
  readonly cacheSeconds?: number;
}

/**
 * Lets a function of yours decide about each caller.
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
