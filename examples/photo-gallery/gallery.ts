import * as path from 'node:path';
import type { Construct } from 'constructs';
import { type ImagePipelineProps, type ProviderModule, readOnly } from 'tradewind';
import type { EnvOf } from 'tradewind/runtime';

/** Variants of each photo, deleted with it. */
export const PHOTOS = {
  variants: {
    thumb: { width: 200, height: 200, fit: 'cover', format: 'webp' },
    card: { width: 800, format: 'jpeg' },
    full: { width: 1600, format: 'avif' },
  },
  deleteVariants: true,
} satisfies ImagePipelineProps;

/**
 * Photos in three sizes, and a function that lists and shows them: the same on every provider that creates variants.
 */
export function declareGallery(provider: Pick<ProviderModule, 'ApiFunction' | 'ImagePipeline'>, scope: Construct) {
  return declareSite(provider, scope, new provider.ImagePipeline(scope, 'Photos', PHOTOS));
}

/** Function in front of the photos. It shows them itself, unless `cdn` is the host that does. */
export function declareSite(
  { ApiFunction }: Pick<ProviderModule, 'ApiFunction'>,
  scope: Construct,
  photos: InstanceType<ProviderModule['ImagePipeline']>,
  cdn?: string,
) {
  const bindings = { RESULTS: readOnly(photos.results) };
  new ApiFunction(scope, 'List', {
    entry: path.join(__dirname, 'photos.ts'),
    routes: cdn === undefined ? ['GET /photos', 'GET /photos/{key+}'] : ['GET /photos'],
    auth: 'none',
    cors: { origins: ['https://gallery.example'] },
    bindings,
    environment: cdn === undefined ? {} : { CDN: cdn },
  });
  return { bindings };
}

/** The `env` of the handler, inferred from the declarations above. */
export type GalleryEnv = EnvOf<ReturnType<typeof declareSite>['bindings']> & { readonly CDN?: string };
