import type { BucketClient, Handler, TableClient } from 'tradewind/runtime';
import { ConflictError } from 'tradewind/runtime';

interface Env {
  readonly ITEMS: TableClient;
  readonly FILES: BucketClient;
}

/** Works on the state that the path names. */
export default {
  async fetch(request, env) {
    const { pathname, searchParams } = new URL(request.url);
    const [, kind, key = ''] = pathname.split('/');
    if (kind === 'files') return files(request, env, decodeURIComponent(key));
    if (kind === 'query')
      return Response.json(
        await env.ITEMS.query({
          partition: key,
          prefix: searchParams.get('prefix') ?? undefined,
          limit: 2,
          cursor: searchParams.get('cursor') ?? undefined,
        }),
      );
    return items(request, env, key);
  },
} satisfies Handler<Env>;

async function items(request: Request, env: Env, id: string): Promise<Response> {
  if (request.method === 'GET') {
    const found = await env.ITEMS.get({ id, sort: 'a' });
    return found
      ? Response.json({ total: typeof found.total, isBytes: found.bytes instanceof Uint8Array })
      : new Response(null, { status: 404 });
  }
  if (request.method === 'DELETE') {
    await env.ITEMS.delete({ id, sort: 'a' });
    return new Response(null, { status: 204 });
  }
  try {
    const item = { id, sort: 'a', total: 12345678901234567890n, bytes: new Uint8Array([1, 2]), none: undefined };
    await env.ITEMS.put(item, { ifAbsent: request.method === 'POST' });
    return new Response(null, { status: 204 });
  } catch (error) {
    return new Response(String(error), { status: error instanceof ConflictError ? 409 : 422 });
  }
}

async function files(request: Request, env: Env, key: string): Promise<Response> {
  if (request.method === 'PUT') {
    try {
      await env.FILES.put(key, await request.arrayBuffer(), { contentType: 'text/csv' });
    } catch (error) {
      return new Response(String(error), { status: 422 });
    }
    return new Response(null, { status: 204 });
  }
  if (request.method === 'DELETE') {
    await env.FILES.delete(key);
    return new Response(null, { status: 204 });
  }
  if (key === '') return Response.json(await env.FILES.list({ prefix: 'in/' }));
  const found = await env.FILES.get(key);
  return found
    ? new Response(found.body, { headers: { etag: found.etag, 'content-type': found.contentType ?? '' } })
    : new Response(null, { status: 404 });
}
