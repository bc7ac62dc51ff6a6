import type { BucketClient, Handler } from 'tradewind/runtime';

interface Env {
  readonly FILES: BucketClient;
}

/** Bucket over HTTP: every operation of a handler. */
export default {
  async fetch(request, { FILES }, ctx) {
    const { searchParams } = new URL(request.url);
    // Keys with dot segments do not fit into a path, which the guards reject.
    const key = searchParams.get('key') ?? ctx.params.key;
    if (key === undefined) return list(FILES, searchParams);
    if (request.method === 'PUT') {
      await FILES.put(key, request.body ?? '', { contentType: request.headers.get('content-type') ?? undefined });
      return new Response(null, { status: 204 });
    }
    if (request.method === 'DELETE') {
      await FILES.delete(key);
      return new Response(null, { status: 204 });
    }
    if (searchParams.has('info')) return Response.json((await FILES.head(key)) ?? null);
    const object = await FILES.get(key);
    if (object === undefined) return new Response('none', { status: 404 });
    return new Response(object.body, { headers: { 'content-type': object.contentType ?? 'none', etag: object.etag } });
  },
} satisfies Handler<Env>;

async function list(files: BucketClient, search: URLSearchParams): Promise<Response> {
  const keys: string[][] = [];
  let cursor: string | undefined;
  do {
    const page = await files.list({ prefix: search.get('prefix') ?? undefined, limit: 2, cursor });
    keys.push(page.objects.map(({ key, size }) => `${key} ${size}`));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return Response.json(keys);
}
