import type { AuthorizerAuth } from '../../constructs/auth';
import { answer, failed } from '../../runtime/answers';
import type { Guard } from '../../runtime/web-guards';
import { httpApi } from '../../testing/events';
import type { Clock } from '../clock';
import type { LocalFunction } from '../functions/local-function';

/** A decision about a caller, and when it is forgotten. */
interface Decision {
  readonly isAuthorized: boolean;
  readonly until: number;
}

/**
 * Asks the function of an authorizer about each caller, and remembers its decision for as long as the app says. 401 without
 * a header that identifies the caller, 403 for a caller that is refused, 500 when the function fails.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-lambda-authorizer.html
 */
export function authorizerGuard(auth: AuthorizerAuth, fn: LocalFunction, clock: Clock): Guard {
  const decisions = new Map<string, Decision>();
  return async (request, ctx) => {
    const identity = auth.identitySources.map((name) => request.headers.get(name));
    if (identity.some((value) => value === null || value === '')) return answer(401, 'Unauthorized', ctx);
    const id = JSON.stringify(identity);
    const known = decisions.get(id);
    try {
      const isKnown = known !== undefined && known.until > clock.now();
      const isAuthorized = isKnown ? known.isAuthorized : await ask(fn, request, identity);
      if (!isKnown) decisions.set(id, { isAuthorized, until: clock.now() + auth.cacheSeconds * 1000 });
      return isAuthorized ? undefined : answer(403, 'Forbidden', ctx);
    } catch (error) {
      return failed(error, ctx);
    }
  };
}

async function ask(fn: LocalFunction, { method, url, headers }: Request, identitySource: unknown): Promise<boolean> {
  const { pathname, search } = new URL(url);
  const request = httpApi({ method, path: `${pathname}${search}`, headers: Object.fromEntries(headers) });
  const event = { ...request, type: 'REQUEST', routeArn: 'arn:aws:execute-api:local', identitySource };
  const payload = JSON.stringify(event);
  const { value, isNative } = await fn.run({ event: { kind: 'invoke', payload }, native: () => event });
  const result = (isNative ? value : JSON.parse(String(value))) as { readonly isAuthorized?: unknown } | null;
  return result?.isAuthorized === true;
}
