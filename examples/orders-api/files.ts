import type { Context, Handler } from 'tradewind/runtime';
import { type Env, findFile, saveFile } from './orders-table';

// A portable handler without any framework: the route's parameters are in `ctx.params`, decoded.
export default {
  async fetch(request, env, ctx) {
    const { id, name } = ctx.params as { id: string; name: string };
    return request.method === 'PUT' ? save(request, env, id, name, ctx) : show(env, id, name);
  },
} satisfies Handler<Env>;

async function save(request: Request, env: Env, id: string, name: string, ctx: Context): Promise<Response> {
  const bytes = new Uint8Array(await request.arrayBuffer());
  const type = request.headers.get('content-type') ?? 'application/octet-stream';
  await saveFile(env, id, name, { type, bytes });
  ctx.log.info('File saved', { id, name, bytes: bytes.length });
  return new Response(null, { status: 204 });
}

async function show(env: Env, id: string, name: string): Promise<Response> {
  const file = await findFile(env, id, name);
  if (file === undefined) return Response.json({ message: 'No such file' }, { status: 404 });
  // Whoever may upload could upload a page; nobody's browser should run it here.
  const headers = {
    'content-type': file.type,
    'content-disposition': 'attachment',
    'x-content-type-options': 'nosniff',
  };
  return new Response(file.bytes, { headers });
}
