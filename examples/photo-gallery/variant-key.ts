/** A variant of a photo. */
export interface VariantKey {
  /** The key of the upload. */
  readonly photo: string;
  /** The name of the variant. */
  readonly variant: string;
}

/**
 * Takes the key of a variant apart: `cats/tom.jpg/thumb.webp` is `thumb` of `cats/tom.jpg`. What is no such key is nothing,
 * and nor is one with `.` or `..` in it: addresses lose them on the way, and would lead elsewhere.
 */
export function readVariantKey(key: string): VariantKey | undefined {
  const [, photo, variant] = /^(.+)\/([^/.]+)\.\w+$/.exec(key) ?? [];
  if (photo === undefined || variant === undefined) return undefined;
  return photo.split('/').some((part) => part === '.' || part === '..') ? undefined : { photo, variant };
}
