import { call } from '../../deploy/http';

/** Sends a request to an API of the emulator as `fetch` would, which could not set the `Host` header. */
export async function send(url: string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(url, init);
  const body = request.body === null ? undefined : new Uint8Array(await request.arrayBuffer());
  const answer = await call(`${request.method} ${request.url}`, { headers: Object.fromEntries(request.headers), body });
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  const bodiless = [204, 304].includes(answer.status);
  if (bodiless && answer.bytes.length > 0) throw new Error(`A body came with the status ${answer.status}`);
  return new Response(bodiless ? null : new Uint8Array(answer.bytes), { status: answer.status, headers });
}
