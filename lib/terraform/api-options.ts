import type { ApiFunctionProps } from '../constructs/api-function';
import { type Resolved, withDefaults } from '../defaults';
import type { Problems } from '../errors';
import type { Route } from '../routes';
import { Token } from './engine';

type Settings = Pick<Resolved<'ApiFunction', ApiFunctionProps>, 'auth' | 'cors' | 'timeout' | 'maxRequestBytes'>;

/** What an adapter for HTTP is told: it stands in the code, so that the environment stays the user's. */
export interface HttpAdapter {
  /** Name of the adapter's export. */
  readonly name: 'http' | 'httpJwt';
  readonly options: Readonly<Record<string, unknown>>;
}

/** The options of the adapter, on providers whose gateway knows no routes, CORS or tokens. */
export function httpOptions(settings: Settings, routes: readonly Route[]): HttpAdapter {
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

/** Refuses what is known only at deployment where it would have to stand in the code. */
export function checkBakedSettings(problems: Problems, { auth, cors }: Settings): void {
  const tokens = typeof auth === 'object' && auth.kind === 'jwt' ? [auth.issuer, ...auth.audience] : [];
  const baked = [...tokens, ...(cors?.origins ?? [])];
  problems.require(!baked.some((text) => Token.isUnresolved(text) || text.includes('${TfToken')), {
    code: 'TOKEN_IN_CODE',
    prop: 'auth, cors',
    rule: 'hold a value that is known only at deployment, and they are bundled with the code',
    fix: 'write the values out',
  });
}
