import type { WebInvocation } from '../../node/web-function.js';

/** What Vercel gives to a function while it answers. */
interface RequestContext {
  readonly waitUntil?: (promise: Promise<unknown>) => void;
}

const CONTEXT = Symbol.for('@vercel/request-context');

/** What Vercel knows of a request. Its id is in the runtime logs; `waitUntil` is where `@vercel/functions` finds it. */
export function vercelInvocation(request: Request): WebInvocation {
  const holder = (globalThis as Record<symbol, unknown>)[CONTEXT] as { get?(): RequestContext | undefined } | undefined;
  const waitUntil = holder?.get?.()?.waitUntil;
  return { provider: 'vercel', requestId: request.headers.get('x-vercel-id'), waitUntil };
}
