import { IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { climbs } from '../runtime/request-path.js';
import { unreadBody } from './unread-body.js';

/** Request of Node.js. Some frameworks read its body, and keep its address, before they call a function. */
export interface NodeRequest extends IncomingMessage {
  /** The body, decompressed, if a framework has read it. */
  rawBody?: Buffer;
  /** The body, parsed. */
  body?: unknown;
  /** Path and query as sent. */
  readonly originalUrl?: string;
}

// Incoming (Node.js => Web)

/**
 * Converts the request; its body stays unread until the handler reads it.
 * @throws TypeError when no `Request` can hold it, such as one with the method TRACE, or when its address is not valid
 */
export function toRequest(request: NodeRequest): Request {
  const { method = 'GET', rawHeaders } = request;
  const headers = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) headers.append(rawHeaders[index]!, rawHeaders[index + 1]!);
  const isBodiless = method === 'GET' || method === 'HEAD';
  const body = isBodiless ? undefined : bodyOf(request, headers);
  return new Request(toUrl(request), { method, headers, body, ...(body && { duplex: 'half' }) } as RequestInit);
}

function bodyOf(request: NodeRequest, headers: Headers): BodyInit | undefined {
  const { rawBody } = request;
  if (!rawBody) {
    const hasBody = headers.has('transfer-encoding') || Number(headers.get('content-length')) > 0;
    return hasBody ? unreadBody(request) : undefined;
  }
  // A framework has read it, and decompressed it.
  headers.delete('content-encoding');
  headers.delete('transfer-encoding');
  headers.set('content-length', String(rawBody.byteLength));
  return rawBody.byteLength > 0 ? new Uint8Array(rawBody) : undefined;
}

const HOST = /^([\w.-]+|\[[\da-f:.]+\])(:\d+)?$/i;

/**
 * Reads the address of a request in each of the forms of RFC 9112, 3.2.
 * @throws TypeError for a host or a target that gives no address
 */
function toUrl({ headers, originalUrl, url = '/' }: NodeRequest): URL {
  const target = originalUrl ?? url;
  // The target of OPTIONS for the whole server.
  const path = target === '*' ? '/' : target;
  if (climbs(path.replace(/[?#].*$/s, ''))) throw new TypeError('The path has a segment . or ..');
  // The host of an absolute target counts, not that of the header (RFC 9112, 3.2.2).
  const [, authority, rest] = /^https?:\/\/([^/?#]*)(.*)$/is.exec(path) ?? [];
  const host = authority ?? headers.host ?? 'localhost';
  if (!HOST.test(host)) throw new TypeError('The host is not valid');
  const below = rest === undefined ? path : rest.startsWith('/') ? rest : `/${rest}`;
  if (!below.startsWith('/')) throw new TypeError('The target is not a path');
  return new URL(`https://${host}${below}`);
}

// Outgoing (Web => Node.js)

/** Sends a response as it arrives, and resolves when it is sent. */
export async function send(response: Response, method: string | undefined, target: ServerResponse): Promise<void> {
  target.statusCode = response.status;
  setHeaders(response.headers, target);
  if (method === 'HEAD' || response.body === null) {
    await response.body?.cancel();
    target.end();
    return;
  }
  for await (const chunk of Readable.fromWeb(response.body as never)) {
    if (target.destroyed) return;
    if (!target.write(chunk)) await new Promise((resolve) => target.once('drain', resolve).once('close', resolve));
  }
  target.end();
}

/** Sets headers on a response that was not sent, each cookie separately. */
export function setHeaders(headers: Headers, target: ServerResponse): void {
  headers.forEach((value, name) => {
    if (name !== 'set-cookie') target.setHeader(name, value);
  });
  const cookies = headers.getSetCookie();
  if (cookies.length > 0) target.setHeader('set-cookie', cookies);
}

/** Recreates the request for a native handler, with a body that was read before. */
export async function replay(request: NodeRequest, admitted: Request): Promise<IncomingMessage> {
  const body = Buffer.from(await admitted.arrayBuffer());
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor, socket } = request;
  const again = new IncomingMessage(socket);
  const rawHeaders = [...admitted.headers].flat();
  Object.assign(again, { method, url, httpVersion, httpVersionMajor, httpVersionMinor, rawHeaders, complete: true });
  again.headers = Object.fromEntries(admitted.headers);
  again.push(body);
  again.push(null);
  return again;
}
