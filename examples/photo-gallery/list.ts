import type { GalleryEnv } from './gallery';
import { readVariantKey } from './variant-key';

/** Addresses of a photo's variants, by their names. */
type Photos = Record<string, Record<string, string>>;

/** Returns a page of photos. `next` is the value of `?after=` for the next page. */
export async function listPhotos(request: Request, { RESULTS, CDN }: GalleryEnv): Promise<Response> {
  const url = new URL(request.url);
  // Without a CDN, the other route of this function shows variants.
  const base = CDN === undefined ? `${url.origin}/photos` : `https://${CDN}`;
  const page = await RESULTS.list({ cursor: url.searchParams.get('after') ?? undefined });
  const photos: Photos = {};
  for (const { key } of page.objects) {
    const { photo, variant } = readVariantKey(key) ?? {};
    if (photo === undefined || variant === undefined) continue;
    const address = `${base}/${key.split('/').map(encodeURIComponent).join('/')}`;
    photos[photo] = { ...photos[photo], [variant]: address };
  }
  return Response.json({ photos, next: page.cursor });
}
