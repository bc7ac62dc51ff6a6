import { subscribe } from 'node:diagnostics_channel';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { parse } from 'node:querystring';
import type { NodeRequest } from '../../runtime-node/node-http.js';

/** The headers by which a body is found. */
const FRAMING = ['content-length', 'transfer-encoding'] as const;

const withheld = new WeakMap<IncomingMessage, IncomingHttpHeaders>();

/**
 * Keeps the Functions Framework from reading bodies, which it would do before any guard, and inflate without a limit: it
 * reads none of a request without length. So does nothing else: who reads the stream gets the body, since Node.js knows its length.
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
 * Gives a native handler what the framework would have: the body, whole and parsed, and the headers as sent.
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

/** As the framework parses it, but for brackets in the names of a form, which nest nothing here. */
function parsed(body: Buffer, type: string): unknown {
  if (/^application\/(cloudevents\+)?json\b/i.test(type)) return JSON.parse(body.toString('utf8'));
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) return { ...parse(body.toString('utf8')) };
  return /^text\/plain\b/i.test(type) ? body.toString('utf8') : body;
}
