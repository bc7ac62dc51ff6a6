export async function handler(request: Request): Promise<Response> {
  const marker = new URL(request.url).searchParams.get('marker');
  console.log(JSON.stringify({ timestamp: new Date().toISOString(), level: 'INFO', message: 'reached', marker }));
  const { byteLength } = await request.arrayBuffer();
  return Response.json({ bytes: byteLength, coding: request.headers.get('content-encoding') });
}
