/** Origins whose pages may call the function. */
export interface CorsRules {
  /** Origins such as `https://shop.example`, with one `*` in the place of a name, or `'*'` for any. */
  readonly origins: readonly string[];
  readonly methods?: readonly string[];
  readonly headers: readonly string[];
  readonly exposeHeaders: readonly string[];
  readonly credentials: boolean;
  readonly maxAgeSeconds: number;
}

/** Answers preflight requests, and marks the responses that a page may read. */
export interface Cors {
  /** Answers a preflight request of an allowed origin; returns undefined for all other requests. */
  preflight(request: Request): Response | undefined;
  /** Makes the response readable by the page if its origin is allowed. */
  allow(request: Request, response: Response): Response;
}

/** @see https://fetch.spec.whatwg.org/#http-cors-protocol */
export function createCors(rules: CorsRules, routes: readonly string[] = ['$default']): Cors {
  const origins = rules.origins.map(originPattern);
  const methods = rules.methods ?? methodsOf(routes);
  const allowed = (request: Request) => {
    const origin = request.headers.get('origin');
    return origin !== null && origins.some((pattern) => pattern.test(origin)) ? origin : undefined;
  };
  return {
    preflight(request) {
      if (!isPreflight(request)) return undefined;
      const origin = allowed(request);
      const headers = new Headers({ vary: 'origin, access-control-request-method, access-control-request-headers' });
      if (origin !== undefined) {
        allowOrigin(headers, origin, rules);
        headers.set('access-control-allow-methods', methods.join(', '));
        headers.set('access-control-allow-headers', rules.headers.join(', '));
        headers.set('access-control-max-age', String(rules.maxAgeSeconds));
      }
      return new Response(null, { status: 204, headers });
    },
    allow(request, response) {
      if (isPreflight(request)) return response;
      const origin = allowed(request);
      // Headers of a fetched response cannot be changed.
      const result = new Response(response.body, response);
      result.headers.append('vary', 'origin');
      if (origin === undefined) return result;
      allowOrigin(result.headers, origin, rules);
      if (rules.exposeHeaders.length > 0)
        result.headers.set('access-control-expose-headers', rules.exposeHeaders.join(', '));
      return result;
    },
  };
}

function isPreflight({ method, headers }: Request): boolean {
  return method === 'OPTIONS' && headers.has('access-control-request-method');
}

function allowOrigin(headers: Headers, origin: string, { origins, credentials }: CorsRules): void {
  headers.set('access-control-allow-origin', origins.includes('*') && !credentials ? '*' : origin);
  if (credentials) headers.set('access-control-allow-credentials', 'true');
}

/**
 * Matches an origin with `*`, which stands for one or more labels of a host; in the place of a whole host, for its port
 * too.
 */
function originPattern(origin: string): RegExp {
  if (origin === '*') return /./;
  const [start = '', end] = origin.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(end === undefined ? `^${start}$` : `^${start}${end === '' ? '[^/?#@]+' : '[\\w.-]+'}${end}$`, 'i');
}

function methodsOf(routes: readonly string[]): readonly string[] {
  const methods = routes.map((route) => (route === '$default' ? 'ANY' : route.trim().split(/\s+/)[0]!.toUpperCase()));
  return methods.includes('ANY') ? ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] : [...new Set(methods)];
}
