import type { StreamEvent, StreamResult } from '../aws/adapter/change';
import type { HttpEvent, HttpResult } from '../aws/adapter/http-event';
import type { LambdaContext } from '../aws/adapter/lambda';
import type { BatchResult, QueueEvent, S3Event } from '../aws/adapter/object';
import type { BindingFactories } from '../runtime/env';
import { adapterOf } from './adapter-of';
import { exportOf } from './exported';

/** Settings of one run of a handler. The members of `LambdaContext` replace those of a recorded one. */
export interface InvokeOptions extends Partial<LambdaContext> {
  /**
   * Bindings and variables that the handler receives in `env`, next to `process.env`: clients of `fakes`, or values.
   * @default {}
   */
  readonly env?: object;
}

/**
 * Runs the export of an entry with a recorded event, through the adapter that it is deployed with: HTTP, schedule,
 * object, queue, change, or the payload of a `PlainFunction`. Takes the module (`import * as orders from './orders'`),
 * a portable handler or a native function; resolves to the result that AWS would receive.
 * @example
 * const env = { ORDERS: fakes.table({ partitionKey: 'id' }, [{ id: '7' }]) };
 * const result = await invoke(orders, events.httpApi({ path: '/orders/7', route: 'GET /orders/{id}' }), { env });
 * expect(toResponse(result).status).toBe(200);
 */
export function invoke(entry: unknown, event: HttpEvent, options?: InvokeOptions): Promise<HttpResult>;
export function invoke(entry: unknown, event: QueueEvent, options?: InvokeOptions): Promise<BatchResult>;
export function invoke(entry: unknown, event: StreamEvent, options?: InvokeOptions): Promise<StreamResult>;
export function invoke(entry: unknown, event: S3Event, options?: InvokeOptions): Promise<undefined>;
export function invoke(entry: unknown, event: unknown, options?: InvokeOptions): Promise<unknown>;
export function invoke(entry: unknown, event: unknown, { env = {}, ...context }: InvokeOptions = {}): Promise<unknown> {
  const exported = exportOf(entry);
  const bindings: BindingFactories = Object.fromEntries(
    Object.entries(env).map(([name, value]) => [name, () => value]),
  );
  return adapterOf(event, exported)(exported, { bindings })(event, { ...lambdaContext(), ...context });
}

/**
 * Converts the result of an HTTP handler to the response that a client receives. Parts that native functions may omit
 * are filled in.
 * @see
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-integrations-lambda.html#http-api-develop-integrations-lambda.response
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

function lambdaContext(): LambdaContext {
  const end = Date.now() + 30_000;
  return {
    awsRequestId: '8f507cfc-xmpl-4697-b07a-ac58fc914c95',
    invokedFunctionArn: 'arn:aws:lambda:eu-north-1:123456789012:function:test',
    getRemainingTimeInMillis: () => end - Date.now(),
  };
}
