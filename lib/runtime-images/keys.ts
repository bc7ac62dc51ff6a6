import { PoisonError } from './poison-error.js';
import type { ImageFormat, ImageVariant } from './types.js';

/**
 * Longest key that S3 and the stores of Google and Cloudflare accept. @see
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html
 */
const MAX_KEY_BYTES = 1024;

/** Returns the format of a variant. */
export function formatOf(variant: ImageVariant): ImageFormat {
  return variant.format ?? 'webp';
}

/**
 * Returns the keys of an object's variants by name: `cats/tom.jpg/thumb.webp`. The source key is included whole, so
 * that `tom.jpg` and `tom.png` do not share variants; no variant's name has a dot or a slash, so that no two sources
 * can.
 * @throws PoisonError when a key would be too long
 */
export function variantKeys(
  sourceKey: string,
  variants: Readonly<Record<string, ImageVariant>>,
): Record<string, string> {
  const entries = Object.entries(variants).map(([name, variant]) => {
    const key = `${sourceKey}/${name}.${formatOf(variant)}`;
    if (Buffer.byteLength(key) <= MAX_KEY_BYTES) return [name, key];
    throw new PoisonError('BAD_KEY', `The key of variant ${name} would have more than ${MAX_KEY_BYTES} bytes`);
  });
  return Object.fromEntries(entries);
}
