import type { WebInvocation } from '../../runtime-node/web-function.js';

/** Context that Netlify passes to a function with the request. */
export interface NetlifyContext {
  readonly requestId?: string;
  readonly waitUntil?: (promise: Promise<unknown>) => void;
}

/** Data of Netlify about a request. */
export function netlifyInvocation(request: Request, context: NetlifyContext | undefined): WebInvocation {
  return {
    provider: 'netlify',
    requestId: context?.requestId || request.headers.get('x-nf-request-id'),
    waitUntil: context?.waitUntil && ((promise) => context.waitUntil!(promise)),
  };
}
