import type { ApiFunctionProps } from './constructs/api-function';
import { type Resolved, withDefaults } from './defaults';
import type { Route } from './routes';
import type { JwtRules } from './runtime/jwt-guard';
import type { WebOptions } from './runtime/web-guards';

/** Settings that an adapter for HTTP depends on. */
export type HttpSettings = Pick<
  Resolved<'ApiFunction', ApiFunctionProps>,
  'auth' | 'cors' | 'timeout' | 'maxRequestBytes'
>;

type Options = WebOptions & { readonly timeoutSeconds: number };

/**
 * Adapter for HTTP with its options, which are part of the code, so that the environment has only the variables of the
 * user.
 */
export type HttpAdapter =
  | { readonly name: 'http'; readonly export: 'http'; readonly options: Options }
  | { readonly name: 'http'; readonly export: 'httpJwt'; readonly options: Options & { readonly jwt: JwtRules } };

/** Returns the adapter for HTTP on providers whose gateway does not check routes, CORS or tokens. */
export function httpAdapter(settings: HttpSettings, routes: readonly Route[]): HttpAdapter {
  const { auth, maxRequestBytes } = settings;
  const cors = settings.cors && withDefaults('Cors', settings.cors);
  const options = {
    timeoutSeconds: settings.timeout.toSeconds(),
    maxRequestBytes,
    routes: routes.map(({ key }) => key),
    ...(cors && { cors: { ...cors, maxAge: undefined, maxAgeSeconds: cors.maxAge.toSeconds() } }),
  };
  if (typeof auth !== 'object' || auth.kind !== 'jwt') return { name: 'http', export: 'http', options };
  const { issuer, audience, scopes } = auth;
  return { name: 'http', export: 'httpJwt', options: { ...options, jwt: { issuer, audience, scopes } } };
}
