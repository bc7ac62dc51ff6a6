import type { ServerResponse } from 'node:http';
import { type Door, type Guarded, guarded } from '../../runtime/guarded.js';
import { isNative, type TriggerMethod } from '../../runtime/handler.js';
import { type NodeRequest, replay, send, setHeaders, toRequest } from '../../runtime-node/node-http.js';
import { webContext, webDoor } from '../../runtime-node/web-function.js';
import type { WebParts } from '../../runtime-node/web-parts.js';
import { vercelInvocation } from './invocation.js';

/**
 * A module as Vercel loads it: an object that answers requests, or a function of Node.js.
 * @see https://vercel.com/docs/functions/functions-api-reference
 */
export type HttpModule =
  | { readonly fetch: Guarded<(request: Request) => Promise<Response>> }
  | Guarded<(request: NodeRequest, response: ServerResponse) => Promise<void>>;

/** The module of a function that Vercel calls with requests. A native one is a function of Node.js, as on Vercel. */
export function vercelModule<Method extends TriggerMethod>(
  exported: unknown,
  method: Method,
  parts: WebParts<Method>,
  timeoutSeconds: number,
): HttpModule {
  if (isNative(exported, method)) return guarded(exported, method, { ...parts, door: nodeDoor(timeoutSeconds) });
  const door = webDoor((request: Request) => vercelInvocation(request.headers.get('x-vercel-id')), timeoutSeconds);
  return { fetch: guarded(exported, method, { ...parts, door }) };
}

function nodeDoor(timeoutSeconds: number): Door<[NodeRequest, ServerResponse], void> {
  return {
    context(incoming) {
      const id = incoming.headers['x-vercel-id'];
      return webContext(incoming, vercelInvocation(id === undefined ? id : String(id)), timeoutSeconds);
    },
    request: toRequest,
    answer: (response, _ctx, incoming, outgoing) => send(response, incoming.method, outgoing),
    async native(handler, { request, allow }, incoming, outgoing) {
      setHeaders(allow(new Response()).headers, outgoing);
      await handler(incoming.readableDidRead ? await replay(incoming, request) : incoming, outgoing);
    },
  };
}
