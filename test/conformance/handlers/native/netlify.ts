import { reached } from './reached';

export async function handler(request: Request): Promise<Response> {
  const { searchParams, pathname } = new URL(request.url);
  reached(searchParams.get('marker') ?? pathname);
  const { byteLength } = await request.arrayBuffer();
  return Response.json({ bytes: byteLength, coding: request.headers.get('content-encoding') });
}
