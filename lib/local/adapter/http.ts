import type { AdapterContext } from '../../runtime/context.js';
import { createEnv, type Setup, type Variables } from '../../runtime/env.js';
import { type Door, guarded } from '../../runtime/guarded.js';
import { isNative, type NativeHandler } from '../../runtime/handler.js';
import { decoded } from '../../runtime-node/decoded.js';
import { localContext } from './context.js';
import { callNative } from './native.js';
import type { HttpInvocation, Invocation } from './protocol.js';
import { answerInvocations, send, type Work } from './thread.js';
import { webNative } from './web-native.js';

/**
 * Turns the export of an entry into a thread that answers requests. Routes, CORS, limits and callers are checked by the
 * gateway, before a thread is chosen.
 */
export function http(exported: unknown, { bindings }: Setup = {}): Work {
  const native = isNative(exported, 'fetch');
  const variables = createEnv(process.env, bindings);
  const work = native ? nativeWork(exported as NativeHandler, variables) : portableWork(exported, variables);
  answerInvocations(native, work);
  return work;
}

function nativeWork(handler: NativeHandler, env: Variables): Work {
  const web = webNative(handler, env);
  if (web === undefined) return (invocation) => callNative(handler, invocation);
  return portableWork({ fetch: web }, env);
}

function portableWork(exported: unknown, env: Variables): Work {
  return guarded(exported, 'fetch', {
    // The gateway has made all checks.
    guards: { admit: (request) => request },
    door,
    serve: (app) => async (request, ctx) => decoded(await app.fetch(request, env as never, ctx)),
  });
}

type Answer = Awaited<ReturnType<Work>>;

const door: Door<[Invocation], Answer> = {
  context(invocation) {
    const ctx = localContext(invocation);
    const { params, claims } = httpOf(invocation);
    return Object.assign(ctx, { params, claims });
  },
  request(invocation) {
    const { method, url, headers, body } = httpOf(invocation);
    return new Request(url, { method, headers: headers as [string, string][], body: body as BodyInit | undefined });
  },
  answer: (response, ctx, invocation) => sendResponse(response, ctx, invocation.id),
};

function httpOf({ event }: Invocation): HttpInvocation {
  if (event.kind !== 'http') throw new TypeError('The event is no request');
  return event;
}

async function sendBody(body: Response['body'], id: number): Promise<void> {
  const reader = body?.getReader();
  for (;;) {
    const part = await reader?.read();
    if (part?.value === undefined) return;
    send({ type: 'part', id, bytes: part.value });
  }
}

async function sendResponse(response: Response, ctx: AdapterContext, id: number): Promise<Answer> {
  send({ type: 'head', id, status: response.status, headers: [...response.headers] });
  try {
    await sendBody(response.body, id);
  } catch (error) {
    ctx.log.error('The response broke off', error);
    throw error;
  }
  return { settled: ctx.settled() };
}
