import { subscribe } from 'node:diagnostics_channel';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { parse } from 'node:querystring';
import type { NodeRequest } from '../../runtime-node/node-http.js';

/** Headers that indicate a body. */
const FRAMING = ['content-length', 'transfer-encoding'] as const;

const withheld = new WeakMap<IncomingMessage, IncomingHttpHeaders>();

/**
 * Keeps the Functions Framework from reading bodies, which it would do before any guard, and inflate without a limit: it skips
 * requests without a length. The stream still has the body, because Node.js knows its length.
 * @see https://nodejs.org/api/diagnostics_channel.html#event-httpserverrequeststart
 * @see https://github.com/GoogleCloudPlatform/functions-framework-nodejs/blob/main/src/server.ts
 */
export function withholdBodies(): void {
  subscribe('http.server.request.start', (message) => {
    const { request, server } = message as { request: IncomingMessage; server: Server };
    if (!isFramework(server)) return;
    withheld.set(request, { ...request.headers });
    for (const name of FRAMING) delete request.headers[name];
  });
}

/** The framework listens on the port of Google; other servers are the user's. */
function isFramework(server: Server): boolean {
  return String((server.address() as AddressInfo | null)?.port) === (process.env.PORT ?? '8080');
}

/**
 * Adds the parts that the framework provides to native handlers: the raw and the parsed body, and the headers as sent.
 * @throws SyntaxError for JSON that is not valid, which the framework answers with 400
 */
export async function giveBody(incoming: NodeRequest, admitted: Request): Promise<void> {
  const headers = withheld.get(incoming);
  if (headers === undefined) {
    // The framework has read the body, and decompressed it.
    if (incoming.rawBody) delete incoming.headers['content-encoding'];
    return;
  }
  Object.assign(incoming.headers, headers);
  if (admitted.body === null) return;
  const rawBody = Buffer.from(await admitted.arrayBuffer());
  if (!admitted.headers.has('content-encoding')) delete incoming.headers['content-encoding'];
  Object.assign(incoming, { rawBody, body: parsed(rawBody, admitted.headers.get('content-type') ?? '') });
}

/** Parses the body as the framework does, except that brackets in the names of form fields do not nest. */
function parsed(body: Buffer, type: string): unknown {
  if (/^application\/(cloudevents\+)?json\b/i.test(type)) return JSON.parse(body.toString('utf8'));
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return { ...parse(body.toString('utf8')) };
  return /^text\/plain\b/i.test(type) ? body.toString('utf8') : body;
}
