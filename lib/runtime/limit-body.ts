/**
 * Returns the request with its body within the limit, or undefined. A body that declares its length is left unread; any
 * other is read up to the limit, since the response cannot change once a handler has begun.
 */
export async function limitBody(request: Request, limit: number): Promise<Request | undefined> {
  if (request.body === null) return request;
  const length = declaredLength(request.headers);
  if (length !== undefined) return length > limit ? undefined : request;
  const content = await readUpTo(request.body, limit);
  return content && withBody(request, content);
}

/** Copies the request with a body of known length. */
export function withBody(request: Request, content: Blob): Request {
  const headers = new Headers(request.headers);
  headers.delete('transfer-encoding');
  headers.set('content-length', String(content.size));
  return new Request(request, { headers, body: content });
}

/** Reads a stream to its end, or returns undefined beyond the limit. */
export async function readUpTo(body: ReadableStream<Uint8Array>, limit: number): Promise<Blob | undefined> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    bytes += read.value.byteLength;
    if (bytes > limit) {
      reader.cancel().catch(() => {});
      return undefined;
    }
    chunks.push(read.value as Uint8Array<ArrayBuffer>);
  }
  return new Blob(chunks);
}

/** Undefined for a chunked body, whatever length is declared (RFC 9112, 6.3). */
function declaredLength(headers: Headers): number | undefined {
  const length = headers.get('content-length') ?? '';
  return /^\d+$/.test(length) && !headers.has('transfer-encoding') ? Number(length) : undefined;
}
