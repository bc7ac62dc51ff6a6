import type { Delivery } from '../../runtime-images/attempt.js';
import { CACHE_CONTROL, type ImageStore } from '../../runtime-images/image-store.js';
import { renderVariants } from '../../runtime-images/process.js';
import { type Outcome, settle as settleImage } from '../../runtime-images/settle.js';
import type { ImageTransform } from '../../runtime-images/types.js';
import { type ImageSettings, variantHash } from './image-settings.js';
import { deleteObject, headObject, type ObjectName, readObject, writeObject } from './image-store.js';

/** Tools that a pipeline uses to create variants. */
export interface ImageWork {
  readonly settings: ImageSettings;
  readonly delivery?: Delivery;
  readonly transform?: ImageTransform;
}

/**
 * Updates the variants to the current source.
 * @throws PoisonError when the source can never be processed
 */
export function settle({ bucket, key }: ObjectName, { settings, transform, delivery }: ImageWork): Promise<Outcome> {
  return settleImage(key, {
    ...settings,
    delivery,
    store: storeOf(bucket, settings),
    recipe: (variant) => variantHash(variant, transform),
    render: (bytes, variants) =>
      renderVariants(bytes, variants, settings.limits, transform && { transform, bucket, key }),
  });
}

function storeOf(bucket: string, { results, limits }: ImageSettings): ImageStore {
  return {
    headOriginal: (key) => headObject({ bucket, key }),
    readOriginal: (key, etag) => readObject({ bucket, key }, etag, limits),
    async originOf(key) {
      const head = await headObject({ bucket: results, key });
      return head && { etag: head.metadata('source-etag'), recipe: head.metadata('variant') };
    },
    writeResult: (key, { bytes, contentType }, { etag, recipe }) =>
      writeObject({ bucket: results, key }, bytes, {
        'content-type': contentType,
        'cache-control': CACHE_CONTROL,
        'x-amz-meta-source-etag': etag,
        'x-amz-meta-variant': recipe,
      }),
    deleteResult: (key) => deleteObject({ bucket: results, key }),
  };
}
