import { isUtf8 } from 'node:buffer';
import { climbs } from '../../runtime/request-path.js';

/**
 * Event of an HTTP API (payload 2.0) and of a function URL.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html
 * @see https://docs.aws.amazon.com/lambda/latest/dg/urls-invocation.html
 */
export interface HttpEvent {
  /** Path, decoded by an HTTP API, as it was sent by a function URL. */
  readonly rawPath: string;
  /** Query, encoded, without `?`; empty without a query. */
  readonly rawQueryString: string;
  /** One `name=value` each. */
  readonly cookies?: readonly string[];
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Values of the route's placeholders, by name. */
  readonly pathParameters?: Readonly<Record<string, string>>;
  /** Host and method of the request, and the claims that a JWT authorizer has verified. */
  readonly requestContext: {
    readonly domainName?: string;
    readonly http: { readonly method: string };
    readonly authorizer?: { readonly jwt?: { readonly claims: Readonly<Record<string, string>> } };
  };
  /** Text, or bytes in base64. */
  readonly body?: string | null;
  /** Set if `body` is base64. */
  readonly isBase64Encoded: boolean;
}

/** Response to an HTTP API and to a function URL. */
export interface HttpResult {
  /** HTTP status of the response. */
  readonly statusCode: number;
  /** All headers except `set-cookie`, names in lower case. */
  readonly headers: Record<string, string>;
  /** Values of `set-cookie`, one each. */
  readonly cookies?: string[];
  /** Text, or bytes in base64. */
  readonly body?: string;
  /** Set if `body` is base64. */
  readonly isBase64Encoded?: boolean;
}

// Incoming (AWS => Web)

/**
 * @throws TypeError for the event of a REST API or a load balancer, whose payload differs; when no `Request` can
 * represent the event, such as one of the method TRACE; or when its path has a segment `.` or `..`, because the route
 * was matched without resolving it
 */
export function toRequest(event: HttpEvent): Request {
  const method = event.requestContext?.http?.method;
  if (!method) throw new TypeError('[tradewind:HTTP_EVENT] Payload is not 2.0. Fix: call by an HTTP API.');
  if (climbs(event.rawPath)) throw new TypeError('The path has a segment . or ..');
  const hasBody = event.body && method !== 'GET' && method !== 'HEAD';
  // Bytes even for text: a string would add a content type that the client never sent.
  const body = hasBody ? Buffer.from(event.body, encoding(event)) : undefined;
  return new Request(toUrl(event), { method, headers: toHeaders(event), body });
}

/** Size of the body in bytes, once decoded. */
export function bodySize(event: HttpEvent): number {
  return event.body ? Buffer.byteLength(event.body, encoding(event)) : 0;
}

function encoding(event: HttpEvent): 'base64' | 'utf8' {
  return event.isBase64Encoded ? 'base64' : 'utf8';
}

/**
 * Function URLs send the path as it was requested, HTTP APIs decoded. Characters that an encoded path cannot contain
 * are encoded again, so that a decoded `?` starts no query; all others stay unchanged. Both send the query encoded.
 */
function toUrl({ rawPath, rawQueryString, headers, requestContext }: HttpEvent): string {
  const path = rawPath.replace(/[?#\\\t\r\n]|%(?![\da-f]{2})/gi, encodeURIComponent);
  const query = rawQueryString ? `?${rawQueryString.replace(/[#\t\r\n]/g, encodeURIComponent)}` : '';
  const host = requestContext.domainName ?? headers.host ?? 'localhost';
  return `https://${host}${path.startsWith('/') ? '' : '/'}${path}${query}`;
}

function toHeaders(event: HttpEvent): Headers {
  const headers = new Headers();
  for (const name in event.headers) setHeader(headers, name, event.headers[name] as string);
  // Payload 2.0 moves cookies out of the headers.
  if (event.cookies?.length) setHeader(headers, 'cookie', event.cookies.join('; '));
  return headers;
}

// Text beyond Latin-1 was UTF-8 in the request; handlers receive its bytes, as from any Node.js server.
function setHeader(headers: Headers, name: string, value: string): void {
  try {
    headers.set(name, /[^\0-\xff]/.test(value) ? Buffer.from(value).toString('latin1') : value);
  } catch {
    // Headers that no request can hold are omitted.
  }
}

// Outgoing (Web => AWS)

/** Reads the response to its end. */
export async function toResult(response: Response, method: string): Promise<HttpResult> {
  const head = toHead(response);
  if (method === 'HEAD' || !response.body) {
    await response.body?.cancel();
    return head;
  }
  const bytes = Buffer.from(await response.arrayBuffer());
  const isBase64Encoded = !isText(head.headers) || !isUtf8(bytes);
  return { ...head, body: bytes.toString(isBase64Encoded ? 'base64' : 'utf8'), isBase64Encoded };
}

/** Converts all but the body. Cookies have their own field, because joined ones could not be separated. */
export function toHead(response: Response): HttpResult {
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    if (name !== 'set-cookie') headers[name] = value;
  });
  const cookies = response.headers.getSetCookie();
  return { statusCode: response.status, headers, ...(cookies.length > 0 && { cookies }) };
}

function isText(headers: Record<string, string>): boolean {
  const type = headers['content-type'] ?? '';
  return (
    !headers['content-encoding'] &&
    /^text\/|[/+](json|xml|javascript|yaml|x-www-form-urlencoded)\b|charset=/i.test(type)
  );
}
