import type { RunConstruct } from '../../app-model/run-model';
import type { Auth, JwtAuth } from '../../constructs/auth';
import { defaults } from '../../defaults';
import { answer } from '../../runtime/answers';
import type { CorsRules } from '../../runtime/cors';
import { type JwtRules, jwtGuard } from '../../runtime/jwt-guard';
import type { Logger } from '../../runtime/types';
import type { Guard } from '../../runtime/web-guards';
import type { Finding } from '../finding';
import { createEndpoint } from '../http/endpoint';
import { throttle } from '../http/throttle';
import { numberOf, objectOf } from '../settings';
import type { EngineParts, FunctionBehaviour } from './behaviour';

const LOCAL_ISSUER = 'https://issuer.localhost';
const LOCAL_AUDIENCE = 'local';

/** A function behind the gateway. */
export const apiFunction: FunctionBehaviour = {
  oneAtATime: false,
  adapter: () => ({ name: 'http', export: 'http' }),
  findings: (construct) => (isAuthorizer(authOf(construct)) ? [noAuthorizer(construct)] : []),
  connect(construct, fn, parts) {
    const { path, provider, limits } = construct;
    const { requestsPerSecond, burst } = limits;
    const rates = requestsPerSecond !== undefined && burst !== undefined ? [{ requestsPerSecond, burst }] : [];
    const web = {
      routes: objectOf<readonly string[]>(construct, 'routes') ?? defaults.ApiFunction.routes.value,
      maxRequestBytes: limits.maxRequestBytes ?? numberOf(construct, 'maxRequestBytes') ?? Number.POSITIVE_INFINITY,
      cors: corsOf(construct),
    };
    const guards = [...rates.map((each) => throttle(each, parts.clock)), ...callerGuards(authOf(construct), parts)];
    parts.gateway.add(createEndpoint({ path, provider, web, guards, function: fn, log: logOf(construct, parts) }));
  },
};

function authOf(construct: RunConstruct): Auth | undefined {
  return construct.settings.auth as Auth | undefined;
}

function callerGuards(auth: Auth | undefined, { issuer, credentials }: EngineParts): Guard[] {
  if (auth === 'iam') return [credentials.guard];
  if (typeof auth !== 'object') return [];
  if (auth.kind === 'jwt') return [jwtGuard(knownRules(auth), issuer.keys)];
  return [(_request, ctx) => answer(501, 'Authorizers do not run locally', ctx)];
}

/** The rules for tokens. An issuer or an audience that only a deployment knows has a local name. */
export function knownRules({ issuer, audience, scopes }: JwtAuth): JwtRules {
  const known = audience.filter((each: string | null) => each !== null);
  return { issuer: issuer ?? LOCAL_ISSUER, audience: known.length > 0 ? known : [LOCAL_AUDIENCE], scopes };
}

function isAuthorizer(auth: Auth | undefined): boolean {
  return typeof auth === 'object' && auth.kind === 'authorizer';
}

function noAuthorizer({ path }: RunConstruct): Finding {
  const message = 'its authorizer does not run locally: requests are answered with 501';
  return { path, message, fix: 'use jwt({...}), or test the authorizer and the function by invoke()' };
}

/** The rules of CORS with their defaults. */
function corsOf(construct: RunConstruct): CorsRules | undefined {
  const given = objectOf<Partial<CorsRules> & { readonly origins: readonly string[]; maxAge?: number }>(
    construct,
    'cors',
  );
  const { headers, exposeHeaders, credentials, maxAge } = defaults.Cors;
  return (
    given && {
      origins: given.origins,
      methods: given.methods,
      headers: given.headers ?? headers.value,
      exposeHeaders: given.exposeHeaders ?? exposeHeaders.value,
      credentials: given.credentials ?? credentials.value,
      maxAgeSeconds: given.maxAge ?? maxAge.value.toSeconds(),
    }
  );
}

/** Lines of the gateway. A failure is reported with the run of the function. */
function logOf({ path }: RunConstruct, parts: EngineParts): Logger {
  const write = (message: string) => parts.log(path, message);
  return { debug() {}, info: write, warn: write, error: write };
}
