import { http } from '../aws/adapter/http';
import type { HttpEvent, HttpResult } from '../aws/adapter/http-event';
import { httpJwt } from '../aws/adapter/http-jwt';
import type { LambdaContext } from '../aws/adapter/lambda';
import { type BatchResult, object, type QueueEvent, type S3Event } from '../aws/adapter/object';
import { schedule } from '../aws/adapter/schedule';

/**
 * Runs what an entry exports with a recorded event, through the adapter that it is deployed with. Takes the module
 * (`import * as orders from './orders'`), a portable handler or a native function; resolves to what AWS would get.
 * @example
 * const result = await invoke(orders, events.httpApi({ path: '/orders/7', route: 'GET /orders/{id}' }));
 * expect(toResponse(result).status).toBe(200);
 */
export function invoke(entry: unknown, event: HttpEvent, context?: Partial<LambdaContext>): Promise<HttpResult>;
export function invoke(entry: unknown, event: QueueEvent, context?: Partial<LambdaContext>): Promise<BatchResult>;
export function invoke(entry: unknown, event: S3Event, context?: Partial<LambdaContext>): Promise<undefined>;
export function invoke(entry: unknown, event: unknown, context?: Partial<LambdaContext>): Promise<unknown>;
export function invoke(entry: unknown, event: unknown, context: Partial<LambdaContext> = {}): Promise<unknown> {
  return adapterOf(event)(exported(entry))(event, { ...lambdaContext(), ...context });
}

/**
 * The response that a client gets for the result of an HTTP handler. What native functions may leave out is filled in.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response
 */
export function toResponse(result: Partial<HttpResult> | string): Response {
  if (typeof result !== 'object' || result.statusCode === undefined) {
    const body = typeof result === 'string' ? result : JSON.stringify(result);
    return new Response(body, { headers: { 'content-type': 'application/json' } });
  }
  const { statusCode: status, body, cookies = [], isBase64Encoded } = result;
  const headers = new Headers(result.headers);
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  const bytes = body === undefined ? null : Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  return new Response(bytes?.length ? bytes : null, { status, headers });
}

type Adapter = (exported: unknown) => (event: unknown, context: LambdaContext) => Promise<unknown>;

function adapterOf(event: unknown): Adapter {
  const { requestContext, Records, detail } = (event ?? {}) as Partial<HttpEvent & QueueEvent & S3Event>;
  if (requestContext?.http) return (requestContext.authorizer?.jwt ? httpJwt : http) as Adapter;
  return (Records || detail ? object : schedule) as Adapter;
}

// As the bundler's wrapper reads an entry: `handler`, else the default export. Asked with `in`, because routers that are
// proxies answer to every name.
function exported(entry: unknown): unknown {
  if (typeof entry !== 'object' || entry === null) return entry;
  const { handler, default: main } = entry as { handler?: unknown; default?: unknown };
  return 'handler' in entry || 'default' in entry ? (handler ?? main) : entry;
}

function lambdaContext(): LambdaContext {
  const end = Date.now() + 30_000;
  return {
    awsRequestId: '8f507cfc-xmpl-4697-b07a-ac58fc914c95',
    invokedFunctionArn: 'arn:aws:lambda:eu-north-1:123456789012:function:test',
    getRemainingTimeInMillis: () => end - Date.now(),
  };
}
