import type { GalleryEnv } from './gallery';
import { readVariantKey } from './variant-key';

/** Returns a variant unchanged, cacheable for five minutes: an upload of the same name replaces it. */
export async function showVariant(request: Request, { RESULTS }: GalleryEnv, key: string): Promise<Response> {
  const found = readVariantKey(key) && (await RESULTS.get(key));
  if (found === undefined) return Response.json({ message: 'No such photo' }, { status: 404 });
  const headers = { 'cache-control': 'public, max-age=300', etag: `"${found.etag}"` };
  if (request.headers.get('if-none-match') === headers.etag) {
    await found.body.cancel();
    return new Response(null, { status: 304, headers });
  }
  const type = found.contentType ?? 'application/octet-stream';
  return new Response(found.body, {
    headers: { ...headers, 'content-type': type, 'x-content-type-options': 'nosniff' },
  });
}
