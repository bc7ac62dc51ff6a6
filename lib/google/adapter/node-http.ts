import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';

/** A request as the Functions Framework hands it on: its body has been read. */
export interface FrameworkRequest extends IncomingMessage {
  /** The body as it was sent. */
  readonly rawBody?: Buffer;
  /** Path and query as they were sent. */
  readonly originalUrl?: string;
}

// Incoming (Node.js => Web)

/** @throws TypeError when no `Request` can hold it, such as one of the method TRACE */
export function toRequest(request: FrameworkRequest): Request {
  const { method = 'GET', headers, rawHeaders, rawBody } = request;
  const url = `https://${headers.host ?? 'localhost'}${request.originalUrl ?? request.url}`;
  const all = new Headers();
  for (let index = 0; index < rawHeaders.length; index += 2) all.append(rawHeaders[index]!, rawHeaders[index + 1]!);
  const hasBody = rawBody && rawBody.byteLength > 0 && method !== 'GET' && method !== 'HEAD';
  return new Request(url, { method, headers: all, body: hasBody ? new Uint8Array(rawBody) : undefined });
}

// Outgoing (Web => Node.js)

/** Sends a response as it comes, and resolves when it is sent. */
export async function send(response: Response, method: string | undefined, target: ServerResponse): Promise<void> {
  target.statusCode = response.status;
  response.headers.forEach((value, name) => {
    if (name !== 'set-cookie') target.setHeader(name, value);
  });
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) target.setHeader('set-cookie', cookies);
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
