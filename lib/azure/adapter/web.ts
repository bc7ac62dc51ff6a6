import type { Cookie, HttpRequest, HttpResponseInit } from '@azure/functions';
import { type Cookie as ParsedCookie, parse } from 'set-cookie-parser';

// Incoming (Azure => Web)

/** The request as the web knows it. */
export async function toRequest(request: HttpRequest): Promise<Request> {
  const { url, method, headers } = request;
  const hasBody = method !== 'GET' && method !== 'HEAD';
  const bytes = hasBody ? await request.arrayBuffer() : undefined;
  return new Request(url, {
    method,
    headers: [...headers] as [string, string][],
    body: bytes && bytes.byteLength > 0 ? bytes : undefined,
  });
}

// Outgoing (Web => Azure)

/** The response as the host takes it, which keeps cookies apart from headers. */
export async function toResponse(response: Response, method: string): Promise<HttpResponseInit> {
  const headers: Record<string, string> = {};
  response.headers.forEach((value, name) => {
    if (name !== 'set-cookie') headers[name] = value;
  });
  const bytes = method === 'HEAD' ? undefined : new Uint8Array(await response.arrayBuffer());
  if (method === 'HEAD') await response.body?.cancel();
  return {
    status: response.status,
    headers,
    cookies: parse(response.headers.getSetCookie(), { decodeValues: false, map: false }).map(toCookie),
    body: bytes && bytes.byteLength > 0 ? bytes : undefined,
  };
}

function toCookie({ sameSite, ...cookie }: ParsedCookie): Cookie {
  return { ...cookie, ...(sameSite !== undefined && { sameSite: sameSite as Cookie['sameSite'] }) };
}
