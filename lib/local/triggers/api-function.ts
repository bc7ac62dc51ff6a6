import type { RunConstruct } from '../../app-model/run-model';
import type { Auth, JwtAuth } from '../../constructs/auth';
import { defaults } from '../../defaults';
import type { CorsRules } from '../../runtime/cors';
import { type JwtRules, jwtGuard } from '../../runtime/jwt-guard';
import type { Logger } from '../../runtime/types';
import type { Guard } from '../../runtime/web-guards';
import { authorizerPath } from '../function-specs';
import { authorizerGuard } from '../http/authorizer-guard';
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
  connect(construct, fn, parts) {
    const { path, provider, limits } = construct;
    const { requestsPerSecond, burst } = limits;
    const rates = requestsPerSecond !== undefined && burst !== undefined ? [{ requestsPerSecond, burst }] : [];
    const web = {
      routes: objectOf<readonly string[]>(construct, 'routes') ?? defaults.ApiFunction.routes.value,
      maxRequestBytes: limits.maxRequestBytes ?? numberOf(construct, 'maxRequestBytes') ?? Number.POSITIVE_INFINITY,
      cors: corsOf(construct),
    };
    const guards = [...rates.map((each) => throttle(each, parts.clock)), ...callerGuards(construct, parts)];
    parts.gateway.add(createEndpoint({ path, provider, web, guards, function: fn, log: logOf(construct, parts) }));
  },
};

function authOf(construct: RunConstruct): Auth | undefined {
  return construct.settings.auth as Auth | undefined;
}

function callerGuards(construct: RunConstruct, { clock, credentials, functionAt, issuer }: EngineParts): Guard[] {
  const auth = authOf(construct);
  if (auth === 'iam') return [credentials.guard];
  if (typeof auth !== 'object') return [];
  if (auth.kind === 'jwt') return [jwtGuard(knownRules(auth), issuer.keys)];
  const fn = functionAt(authorizerPath(construct));
  if (fn === undefined) throw new TypeError(`${construct.path} has no function for its authorizer`);
  return [authorizerGuard(auth, fn, clock)];
}

/** The rules for tokens. An issuer or an audience that only a deployment knows has a local name. */
export function knownRules({ issuer, audience, scopes }: JwtAuth): JwtRules {
  const known = audience.filter((each: string | null) => each !== null);
  return { issuer: issuer ?? LOCAL_ISSUER, audience: known.length > 0 ? known : [LOCAL_AUDIENCE], scopes };
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
