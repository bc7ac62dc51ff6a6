import type { ApiFunctionProps } from './constructs/api-function';
import { type Resolved, withDefaults } from './defaults';
import type { Route } from './routes';

/** What an adapter for HTTP depends on. */
export type HttpSettings = Pick<
  Resolved<'ApiFunction', ApiFunctionProps>,
  'auth' | 'cors' | 'timeout' | 'maxRequestBytes'
>;

/** What an adapter for HTTP is told: it stands in the code, so that the environment stays the user's. */
export interface HttpAdapter {
  /** Name of the adapter's export. */
  readonly name: 'http' | 'httpJwt';
  readonly options: Readonly<Record<string, unknown>>;
}

/** The options of the adapter, on providers whose gateway knows no routes, CORS or tokens. */
export function httpOptions(settings: HttpSettings, routes: readonly Route[]): HttpAdapter {
  const { auth, maxRequestBytes } = settings;
  const cors = settings.cors && withDefaults('Cors', settings.cors);
  const options = {
    timeoutSeconds: settings.timeout.toSeconds(),
    maxRequestBytes,
    routes: routes.map(({ key }) => key),
    ...(cors && { cors: { ...cors, maxAge: undefined, maxAgeSeconds: cors.maxAge.toSeconds() } }),
  };
  if (typeof auth !== 'object' || auth.kind !== 'jwt') return { name: 'http', options };
  const { issuer, audience, scopes } = auth;
  return { name: 'httpJwt', options: { ...options, jwt: { issuer, audience, scopes } } };
}
