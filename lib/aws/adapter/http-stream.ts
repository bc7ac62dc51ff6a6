import type { AdapterContext } from '../../runtime/context.js';
import type { Setup } from '../../runtime/env.js';
import { type Door, guarded } from '../../runtime/guarded.js';
import { isNative } from '../../runtime/handler.js';
import { lambdaContext } from './context.js';
import { matched } from './http.js';
import { buffered, httpParts } from './http-door.js';
import { type HttpEvent, type HttpResult, toHead, toRequest } from './http-event.js';
import { environmentRoutes } from './http-routes.js';
import type { LambdaContext, LambdaHandler } from './lambda.js';

/** Members of Lambda's response stream that the adapter uses. */
export interface ResponseStream {
  write(chunk: Uint8Array | string): boolean;
  end(): void;
  once(event: string, listener: (error?: Error) => void): unknown;
  off(event: string, listener: (error?: Error) => void): unknown;
}

type StreamArgs = [event: HttpEvent, stream: ResponseStream, context: LambdaContext];

/** The global that Lambda's Node.js runtime defines. */
interface AwsLambda {
  streamifyResponse(handler: (...args: StreamArgs) => Promise<void>): LambdaHandler<HttpEvent, HttpResult>;
  readonly HttpResponseStream: { from(stream: ResponseStream, metadata: object): ResponseStream };
}

declare const awslambda: Partial<AwsLambda> | undefined;

/** Symbol by which Lambda's runtime recognizes a function that streams. */
const STREAMS = Symbol.for('aws.lambda.runtime.handler.streaming');

/**
 * Turns the export of an entry into the handler of a function URL that streams. A function is called with the unchanged
 * event, once the guards admit it; it streams if it was created by `awslambda.streamifyResponse`. Where streaming is
 * not supported, responses are buffered.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html
 */
export function httpStream(exported: unknown, setup?: Setup): LambdaHandler<HttpEvent, HttpResult> {
  const guard = environmentRoutes() ?? matched;
  const isWhole =
    isNative(exported, 'fetch') && (exported as unknown as Record<symbol, unknown>)[STREAMS] === undefined;
  if (isWhole || !canStream()) return buffered(exported, setup, guard);
  const { streamifyResponse, HttpResponseStream } = awslambda as AwsLambda;
  return streamifyResponse(
    guarded(exported, 'fetch', { ...httpParts(setup, guard), door: streamDoor(HttpResponseStream) }),
  );
}

/** The AWS SDK defines an empty `awslambda` where Lambda's runtime has not defined it. */
function canStream(): boolean {
  return typeof awslambda !== 'undefined' && typeof awslambda.streamifyResponse === 'function';
}

function streamDoor(responses: AwsLambda['HttpResponseStream']): Door<StreamArgs, void> {
  return {
    context: (event, _raw, lambda) => lambdaContext(event, lambda),
    request: toRequest,
    async answer(response, ctx, event, raw) {
      const stream = responses.from(raw, toHead(response));
      // The first write sends the head: now, rather than with the first chunk of the body.
      stream.write('');
      if (event.requestContext?.http?.method === 'HEAD') await response.body?.cancel();
      else if (response.body) await send(response.body, stream, ctx);
      stream.end();
      await ctx.settled();
    },
    native: async (handler, _admitted, ...args) => handler(...args),
  };
}

/** Copies the body chunk by chunk, as fast as the client receives it. */
async function send(body: ReadableStream<Uint8Array>, stream: ResponseStream, ctx: AdapterContext) {
  const reader = body.getReader();
  const broken = brokenConnection(stream);
  try {
    for (;;) {
      const { done, value } = await Promise.race([reader.read(), broken.promise]);
      if (done) return;
      if (!stream.write(value)) await Promise.race([drained(stream), broken.promise]);
    }
  } catch (error) {
    ctx.log.error('The response broke off', error);
    reader.cancel(error).catch(() => {});
    await ctx.settled();
    // Thrown, because Lambda's runtime then ends the stream as failed, whereas it waits forever for a destroyed stream.
    throw error;
  } finally {
    broken.forget();
  }
}

function drained(stream: ResponseStream): Promise<void> {
  return new Promise((resolve) => stream.once('drain', () => resolve()));
}

/** Rejects when the client has closed the connection. */
function brokenConnection(stream: ResponseStream): { promise: Promise<never>; forget(): void } {
  let reject: (error: Error) => void;
  const promise = new Promise<never>((_, rejectPromise) => {
    reject = rejectPromise;
  });
  promise.catch(() => {});
  const listener = (error?: Error) => reject(error ?? new Error('The connection was closed'));
  stream.once('error', listener);
  stream.once('close', listener);
  const forget = () => {
    stream.off('error', listener);
    stream.off('close', listener);
  };
  return { promise, forget };
}
