import type { Context, Handler } from 'tradewind/runtime';
import type { FilesEnv } from './orders-app';

// A portable handler without any framework: the route's parameters are in `ctx.params`, decoded.
export default {
  async fetch(request, env, ctx) {
    const { id, name } = ctx.params as { id: string; name: string };
    const key = `${id}/${name}`;
    return request.method === 'PUT' ? save(request, env, key, ctx) : show(env, key);
  },
} satisfies Handler<FilesEnv>;

async function save(request: Request, { FILES }: FilesEnv, key: string, ctx: Context): Promise<Response> {
  const bytes = await request.arrayBuffer();
  const contentType = request.headers.get('content-type') ?? 'application/octet-stream';
  await FILES.put(key, bytes, { contentType });
  ctx.log.info('File saved', { key, bytes: bytes.byteLength });
  return new Response(null, { status: 204 });
}

async function show({ FILES }: FilesEnv, key: string): Promise<Response> {
  const file = await FILES.get(key);
  if (file === undefined) return Response.json({ message: 'No such file' }, { status: 404 });
  // Anyone who may upload could upload a page; no browser should run it here.
  const headers = {
    'content-type': file.contentType ?? 'application/octet-stream',
    'content-disposition': 'attachment',
    'x-content-type-options': 'nosniff',
  };
  return new Response(file.body, { headers });
}
