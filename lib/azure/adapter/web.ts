import { type Cookie, HttpRequest, HttpResponse, type HttpResponseInit } from '@azure/functions';
import { type Cookie as ParsedCookie, parse } from 'set-cookie-parser';

// Incoming (Azure => Web)

/** Converts to a web request; the body is not read. */
export function toRequest({ url, method, headers, body }: HttpRequest): Request {
  return new Request(url, {
    method,
    headers: [...headers] as [string, string][],
    ...(body && { body, duplex: 'half' }),
  } as RequestInit);
}

/** Request that a native handler receives: that of the host, or one with the body that the guards have read. */
export async function toHttpRequest(incoming: HttpRequest, admitted: Request): Promise<HttpRequest> {
  if (!incoming.bodyUsed) return incoming;
  const { url, method, params } = incoming;
  const body = { bytes: new Uint8Array(await admitted.arrayBuffer()) };
  return new HttpRequest({ method, url, params, headers: Object.fromEntries(admitted.headers), body });
}

// Outgoing (Web => Azure)

/** Converts to a response of the host, which separates cookies from headers. */
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

/** The result of a native handler, which may be nothing, with more headers. */
export function withHeaders<Result extends HttpResponseInit>(result: Result, more: Headers): Result | HttpResponseInit {
  if ([...more].length === 0) return result;
  const response = result instanceof HttpResponse ? result : new HttpResponse(result ?? { status: 204 });
  for (const [name, value] of more) {
    if (name === 'vary') response.headers.append(name, value);
    else response.headers.set(name, value);
  }
  return response as HttpResponseInit;
}
