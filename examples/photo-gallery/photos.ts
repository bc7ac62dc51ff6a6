import type { EnvOf } from 'tradewind/aws';
import type { Handler } from 'tradewind/runtime';
import type { GalleryStack } from './stack';

/** What is bound, and the variable of the stack's `environment`. */
type Env = EnvOf<GalleryStack['bindings']> & { readonly CDN: string };
/** Addresses of a photo's variants, by their names. */
type Photos = Record<string, Record<string, string>>;

export default {
  async fetch(request, env) {
    const cursor = new URL(request.url).searchParams.get('after') ?? undefined;
    const page = await env.RESULTS.list({ cursor });
    const photos: Photos = {};
    for (const { key } of page.objects) {
      // `cats/tom.jpg/thumb.webp`: the name of the upload, then of the variant.
      const [, photo = '', variant = ''] = /^(.+)\/([^/.]+)\.\w+$/.exec(key) ?? [];
      const url = `https://${env.CDN}/${key.split('/').map(encodeURIComponent).join('/')}`;
      photos[photo] = { ...photos[photo], [variant]: url };
    }
    return Response.json({ photos, next: page.cursor });
  },
} satisfies Handler<Env>;
