import { answer, failed } from '../../runtime/answers';
import { type AdapterContext, createContext } from '../../runtime/context';
import { type Door, guarded } from '../../runtime/guarded';
import type { Logger, ProviderName } from '../../runtime/types';
import { type Guard, type WebOptions, webGuards } from '../../runtime/web-guards';
import { FunctionError } from '../functions/function-error';
import type { LocalFunction } from '../functions/local-function';
import { forward } from './forward';

/** An `ApiFunction` of the app. */
export interface EndpointSpec {
  /** Path of the construct. */
  readonly path: string;
  readonly provider: ProviderName;
  readonly web: WebOptions & { readonly routes: readonly string[] };
  /** Checks beside those of `web`: throttling, then the caller. */
  readonly guards: readonly Guard[];
  readonly function: LocalFunction;
  readonly log: Logger;
}

/** A function that answers requests. */
export interface Endpoint {
  readonly path: string;
  readonly routes: readonly string[];
  readonly function: LocalFunction;
  /** Answers as a gateway in front of the function does. Never rejects. */
  fetch(request: Request): Promise<Response>;
  /** Answers as for a function that is bound to this one: without the checks of callers. */
  fetchBound(request: Request): Promise<Response>;
}

/** Composes the checks of a gateway and a function. */
export function createEndpoint(spec: EndpointSpec): Endpoint {
  const { path, web } = spec;
  const compose = (options: WebOptions, guards: readonly Guard[]) =>
    guarded({ fetch: (request: Request, _env: unknown, ctx: AdapterContext) => call(spec, request, ctx) }, 'fetch', {
      guards: webGuards(options, ...guards),
      door: door(spec),
      serve: (app) => (request, ctx) => app.fetch(request, {}, ctx),
    });
  return {
    path,
    routes: web.routes,
    function: spec.function,
    fetch: compose(web, spec.guards),
    fetchBound: compose({ routes: web.routes, maxRequestBytes: web.maxRequestBytes }, []),
  };
}

function door({ provider, log }: EndpointSpec): Door<[Request], Response> {
  return {
    context: (raw) => {
      const requestId = crypto.randomUUID();
      return createContext({ provider, requestId, raw, log, remainingTime: () => Number.POSITIVE_INFINITY });
    },
    request: (request) => request,
    answer: async (response) => response,
  };
}

async function call(spec: EndpointSpec, request: Request, ctx: AdapterContext): Promise<Response> {
  try {
    return await forward(spec.function, request, ctx, spec.web.routes);
  } catch (error) {
    const kind = error instanceof FunctionError ? error.kind : 'error';
    if (kind === 'throttled') return answer(spec.provider === 'aws' ? 503 : 429, 'Service Unavailable', ctx);
    // API Gateway answers 500 for a function that Lambda has stopped; other gateways answer 504.
    if (kind === 'timeout' && spec.provider !== 'aws') return failed(error, ctx, 504, 'Gateway Timeout');
    return failed(error, ctx);
  }
}
