import type { Door, Guarded } from '../../runtime/guarded.js';
import { webDoor } from '../../runtime-node/web-function.js';
import { type NetlifyContext, netlifyInvocation } from './invocation.js';

type Args = [request: Request, context: NetlifyContext];

/** A function that Netlify calls with requests. */
export type NetlifyEntry = Guarded<(...args: Args) => Promise<Response>>;

/** Calling convention of Netlify. A native function is called as Netlify would: it may return nothing. */
export function netlifyDoor(timeoutSeconds: number): Door<Args, Response> {
  return {
    ...webDoor(netlifyInvocation, timeoutSeconds),
    async native(handler, { request, allow }, _incoming, context) {
      const result = await handler(request, context);
      return result instanceof Response ? allow(result) : result;
    },
  };
}
