/**
 * The request, if its body is within the limit, else nothing. A body that tells its length is left as it is; another is
 * read up to the limit, since a handler that has begun cannot be answered for any more.
 */
export async function limitBody(request: Request, limit = Number.POSITIVE_INFINITY): Promise<Request | undefined> {
  if (request.body === null || limit === Number.POSITIVE_INFINITY) return request;
  const told = request.headers.get('content-length');
  if (told !== null) return Number(told) > limit ? undefined : request;
  const chunks = await readUpTo(request.body, limit);
  return chunks && new Request(request, { body: new Blob(chunks) });
}

async function readUpTo(
  body: ReadableStream<Uint8Array>,
  limit: number,
): Promise<Uint8Array<ArrayBuffer>[] | undefined> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    bytes += read.value.byteLength;
    if (bytes > limit) {
      await reader.cancel();
      return undefined;
    }
    chunks.push(read.value as Uint8Array<ArrayBuffer>);
  }
  return chunks;
}
