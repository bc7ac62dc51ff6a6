import { type Door, type Guarded, guarded } from '../../runtime/guarded.js';
import type { TriggerMethod } from '../../runtime/handler.js';
import { webDoor } from '../../runtime-node/web-function.js';
import type { WebParts } from '../../runtime-node/web-parts.js';
import { type NetlifyContext, netlifyInvocation } from './invocation.js';

type Args = [request: Request, context: NetlifyContext];

/** A function that Netlify calls with requests. */
export type NetlifyEntry = Guarded<(...args: Args) => Promise<Response>>;

/** The function of an entry that Netlify calls with requests. */
export function netlifyEntry<Method extends TriggerMethod>(
  exported: unknown,
  method: Method,
  parts: WebParts<Method>,
  timeoutSeconds: number,
): NetlifyEntry {
  return guarded(exported, method, { ...parts, door: door(timeoutSeconds) });
}

/** Calling convention of Netlify. A native function is called as Netlify would: it may return nothing. */
function door(timeoutSeconds: number): Door<Args, Response> {
  return {
    ...webDoor(netlifyInvocation, timeoutSeconds),
    async native(handler, { request, allow }, _incoming, context) {
      const result = await handler(request, context);
      return result instanceof Response ? allow(result) : result;
    },
  };
}
