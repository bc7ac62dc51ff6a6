import { ParseError } from './errors';

/** The methods that a route may name; `ANY` takes those that no other route of the path names. */
export const ROUTE_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'ANY'] as const;

/** The method of a route. */
export type RouteMethod = (typeof ROUTE_METHODS)[number];

/** Route of the requests that a function answers. */
export interface Route {
  /** `ANY` for `$default`. */
  readonly method: RouteMethod;
  /** `/orders/{id}`; `$default` for `$default`. */
  readonly path: string;
  /** Names of the parameters, in order: `['id']`. */
  readonly params: readonly string[];
  /** The normal spelling, which is also the route key of an HTTP API: `GET /orders/{id}`, `$default`. */
  readonly key: string;
  /**
   * Part that must be unique among the routes of an API, without the names of parameters: `GET /orders/{}`, `ANY
   * /files/{+}`.
   */
  readonly claim: string;
  /** Set for `$default`, which matches requests that no other route matches. */
  readonly isDefault: boolean;
}

const DEFAULT: Route = {
  method: 'ANY',
  path: '$default',
  params: [],
  key: '$default',
  claim: '$default',
  isDefault: true,
};

// RFC 3986 has more path characters. API Gateway refuses them when it is deployed, with its own expression in the
// message: `^(\{[\w.:-]+\+?\}|[a-zA-Z0-9.:_-]+)$`; see https://github.com/aws/aws-lambda-dotnet/pull/1911.
const LITERAL = /^[A-Za-z0-9._:-]+$/;
const PARAM = /^\{([A-Za-z_][A-Za-z0-9_]*)(\+?)\}$/;

/**
 * Reads a route: `GET /orders/{id}`, `ANY /files/{path+}`, `GET /`, or `$default`.
 *
 * The method is one of `ROUTE_METHODS`, in capitals. The path begins with `/` and does not end with one. A segment is
 * letters, digits and `. _ : -`, or a whole parameter `{name}`; the last may be greedy, `{name+}`, and takes the rest.
 *
 * @throws ParseError ROUTE_SYNTAX
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
 */
export function parseRoute(text: string): Route {
  if (text === '$default') return DEFAULT;
  const [, method, path] = /^(\S+) (\S+)$/.exec(String(text)) ?? [];
  if (method === undefined || path === undefined) throw wrongShape(String(text));
  checkMethod(method, path);
  checkPath(method, path);
  const segments = path === '/' ? [] : path.slice(1).split('/');
  const params = segments
    .map((segment, index) => paramOf(segment, index === segments.length - 1))
    .filter((name) => name !== undefined);
  const twice = params.find((name, index) => params.indexOf(name) !== index);
  if (twice !== undefined) {
    throw refuse(`has the parameter \`${twice}\` twice`, 'give each parameter a name of its own');
  }
  const anonymous = path.replace(/\{\w+(\+?)\}/g, '{$1}');
  return {
    method: method as RouteMethod,
    path,
    params,
    key: `${method} ${path}`,
    claim: `${method} ${anonymous}`,
    isDefault: false,
  };
}

function refuse(rule: string, fix: string): ParseError {
  return new ParseError('ROUTE_SYNTAX', rule, fix);
}

function wrongShape(text: string): ParseError {
  const words = text.trim().split(/\s+/);
  const rule = 'is not a route: a method, one space and a path, or `$default`';
  if (/^\$?default$/i.test(text.trim())) return refuse(rule, 'write `$default`');
  if (words.length === 1 && text.trim().startsWith('/')) return refuse(rule, `name the method: \`GET ${words[0]}\``);
  if (words.length === 2) return refuse(rule, `write \`${words.join(' ')}\``);
  return refuse(rule, 'write it like `GET /orders/{id}`');
}

function checkMethod(method: string, path: string): void {
  if ((ROUTE_METHODS as readonly string[]).includes(method)) return;
  const capitals = method.toUpperCase();
  const meant = (ROUTE_METHODS as readonly string[]).includes(capitals) ? capitals : 'ANY';
  throw refuse(
    `has the method \`${method}\`, which is none of ${ROUTE_METHODS.join(', ')}`,
    `write \`${capitals === '*' ? 'ANY' : meant} ${path}\``,
  );
}

function checkPath(method: string, path: string): void {
  if (!path.startsWith('/'))
    throw refuse(`has the path \`${path}\`, which does not begin with \`/\``, `write \`${method} /${path}\``);
  const end = path.search(/[?#]/);
  if (end >= 0) {
    throw refuse(
      'has a query or fragment, which no route looks at',
      `write \`${method} ${path.slice(0, end)}\` and read the query in the handler`,
    );
  }
  const plain = path.replace(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '');
  if (plain !== path) throw refuse('has an empty segment: `//`, or a `/` at the end', `write \`${method} ${plain}\``);
}

function paramOf(segment: string, isLast: boolean): string | undefined {
  const [, name, greedy] = PARAM.exec(segment) ?? [];
  if (name === undefined) checkLiteral(segment);
  if (greedy && !isLast) {
    throw refuse(
      `has the greedy parameter \`${segment}\` before the end, and it takes all that follows`,
      `write \`{${name}}\`, or end the path there`,
    );
  }
  return name;
}

function checkLiteral(segment: string): void {
  if (segment === '.' || segment === '..') {
    throw refuse(
      `has the segment \`${segment}\`, which clients resolve before they send it`,
      'write the path without it',
    );
  }
  const colon = /^:(\w+)$/.exec(segment);
  if (colon)
    throw refuse(`has the segment \`${segment}\`, which is a parameter elsewhere, not here`, `write \`{${colon[1]}}\``);
  if (LITERAL.test(segment)) return;
  if (/[{}]/.test(segment)) {
    throw refuse(
      `has the segment \`${segment}\`; a parameter is a whole segment, named by letters, digits and \`_\`, not beginning with a digit`,
      'write it as `{name}`, or `{name+}` at the end',
    );
  }
  if (segment.includes('*')) throw refuse(`has the wildcard \`${segment}\``, 'write `{path+}` as the last segment');
  throw refuse(
    `has the segment \`${segment}\`; letters, digits and \`. _ : -\` are what every provider accepts`,
    'use a parameter, such as `{name}`, and compare its value in the handler',
  );
}
