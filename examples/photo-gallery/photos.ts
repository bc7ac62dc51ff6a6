import type { Handler } from 'tradewind/runtime';
import type { GalleryEnv } from './gallery';
import { listPhotos } from './list';
import { showVariant } from './show';

export default {
  async fetch(request, env, ctx) {
    return ctx.params.key === undefined ? listPhotos(request, env) : showVariant(request, env, ctx.params.key);
  },
} satisfies Handler<GalleryEnv>;
