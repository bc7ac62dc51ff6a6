import { written } from '../aws/adapter/http-claims';
import type { HttpEvent } from '../aws/adapter/http-event';
import { routeMatcher } from '../runtime/route-matcher';
import type { Claims } from '../runtime/types';

/** Request as a client sends it. Any field of the event can be given too, and takes precedence. */
export interface HttpEventOptions extends Partial<Omit<HttpEvent, 'body' | 'cookies' | 'headers'>> {
  /** @default 'GET' */
  readonly method?: string;
  /** Encoded, with its query: `/orders/a%20b?full=1`. @default '/' */
  readonly path?: string;
  /** Matched route, such as `GET /orders/{id}`; its parameters are read from the path. @default '$default' */
  readonly route?: string;
  /** Names in lower case, as they arrive. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Cookies, such as `theme=dark`. */
  readonly cookies?: readonly string[];
  /** Claims of the caller's token, as verified by a JWT authorizer. @default - none, as for a public route */
  readonly claims?: Claims;
  /** Text; bytes, which arrive in base64; or any other value, which is sent as JSON. */
  readonly body?: unknown;
}

/**
 * Request from an HTTP API, payload 2.0. As there, the path arrives decoded and the query as it was sent.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 */
export function httpApi(options: HttpEventOptions = {}): HttpEvent {
  const { method = 'GET', path = '/', route = '$default', headers, cookies, claims, body, ...overrides } = options;
  const [rawPath = '/', rawQueryString = ''] = path.split(/\?(.*)/s);
  const params = route === '$default' ? undefined : routeMatcher([route])(method, rawPath).params;
  const event = {
    ...common(rawPath, rawQueryString, { host: HTTP_API, ...(claims && bearer(claims)), ...headers }, body),
    rawPath: decode(rawPath),
    ...(cookies && { cookies }),
    ...(params && Object.keys(params).length > 0 && { pathParameters: params }),
  };
  const { requestContext, ...rest } = withContext(event, method, HTTP_API, route);
  return { ...rest, requestContext: { ...requestContext, ...(claims && authorizer(claims)) }, ...overrides };
}

/** Claims that a JWT authorizer adds to a request, as text. */
function authorizer(claims: Claims): Pick<HttpEvent['requestContext'], 'authorizer'> {
  const texts = Object.entries(claims).map(([name, value]) => [name, written(value)]);
  return { authorizer: { jwt: { claims: Object.fromEntries(texts) } } };
}

/** Header with an unsigned token. */
function bearer(claims: Claims): { authorization: string } {
  const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
  return { authorization: `Bearer ${encode({ alg: 'none' })}.${encode(claims)}.` };
}

/**
 * Request from a function URL: the path arrives as it was sent, and there are neither routes nor path parameters.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export function functionUrl(options: Omit<HttpEventOptions, 'route' | 'claims'> = {}): HttpEvent {
  const { method = 'GET', path = '/', headers, cookies, body, ...overrides } = options;
  const [rawPath = '/', rawQueryString = ''] = path.split(/\?(.*)/s);
  // Unlike an HTTP API, it leaves the cookies among the headers too.
  const all = { host: FUNCTION_URL, ...(cookies && { cookie: cookies.join('; ') }), ...headers };
  const event = { ...common(rawPath, rawQueryString, all, body), ...(cookies && { cookies }) };
  return { ...withContext(event, method, FUNCTION_URL, '$default'), ...overrides };
}

const HTTP_API = 'a1b2c3d4e5.execute-api.eu-north-1.amazonaws.com';
const FUNCTION_URL = 'abcdefghijklmnopqrstuvwxyz012345.lambda-url.eu-north-1.on.aws';

function common(path: string, query: string, headers: Record<string, string>, body: unknown) {
  return {
    version: '2.0',
    rawPath: path,
    rawQueryString: query,
    headers: {
      accept: '*/*',
      'user-agent': 'curl/8.5.0',
      'x-forwarded-for': '192.0.2.1',
      'x-forwarded-port': '443',
      'x-forwarded-proto': 'https',
      'x-amzn-trace-id': 'Root=1-5eb33c07-de25b420912dee103a5db434',
      ...(isJson(body) && { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(query && { queryStringParameters: queryParameters(query) }),
    ...encodedBody(body),
  };
}

function withContext(
  event: ReturnType<typeof common>,
  method: string,
  domainName: string,
  routeKey: string,
): HttpEvent {
  const [domainPrefix] = domainName.split('.');
  const http = { method, path: event.rawPath, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'curl/8.5.0' };
  const requestContext = {
    accountId: '123456789012',
    apiId: domainPrefix,
    domainName,
    domainPrefix,
    http,
    requestId: 'JKJaXmPLvHcESHA=',
    routeKey,
    stage: '$default',
    time: '12/Mar/2020:19:03:58 +0000',
    timeEpoch: 1583348638390,
  };
  return { ...event, ...{ routeKey }, requestContext };
}

function isJson(body: unknown): boolean {
  return body !== undefined && body !== null && typeof body !== 'string' && !(body instanceof Uint8Array);
}

function encodedBody(body: unknown): Pick<HttpEvent, 'body' | 'isBase64Encoded'> {
  if (body === undefined || body === null) return { isBase64Encoded: false };
  if (body instanceof Uint8Array) return { body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
  return { body: typeof body === 'string' ? body : JSON.stringify(body), isBase64Encoded: false };
}

function queryParameters(query: string): Record<string, string> {
  const all: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query)) all[name] = name in all ? `${all[name]},${value}` : value;
  return all;
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
