import type { WebInvocation } from '../../runtime-node/web-function.js';

/** Context of a request on Vercel. */
interface RequestContext {
  readonly headers?: Readonly<Record<string, string | undefined>>;
  readonly waitUntil?: (promise: Promise<unknown>) => void;
}

const CONTEXT = Symbol.for('@vercel/request-context');

/** Facts that Vercel has about a request. Its id, the header `x-vercel-id`, is in the runtime logs; `waitUntil` is where `@vercel/functions` finds it. */
export function vercelInvocation(requestId: string | null | undefined): WebInvocation {
  return { provider: 'vercel', requestId, waitUntil: requestContext()?.waitUntil };
}

/** Identity token of the project: sent with each request, and in a variable during development. */
export function vercelToken(): string | undefined {
  return requestContext()?.headers?.['x-vercel-oidc-token'] ?? process.env.VERCEL_OIDC_TOKEN;
}

function requestContext(): RequestContext | undefined {
  const holder = (globalThis as Record<symbol, unknown>)[CONTEXT] as { get?(): RequestContext | undefined } | undefined;
  return holder?.get?.();
}
