/** Variant of a photo. */
export interface VariantKey {
  /** Key of the upload. */
  readonly photo: string;
  /** Name of the variant. */
  readonly variant: string;
}

/**
 * Splits the key of a variant: `cats/tom.jpg/thumb.webp` is `thumb` of `cats/tom.jpg`. Returns undefined for any other
 * key, and for one with `.` or `..` in it: addresses lose those segments, and would lead to another object.
 */
export function readVariantKey(key: string): VariantKey | undefined {
  const [, photo, variant] = /^(.+)\/([^/.]+)\.\w+$/.exec(key) ?? [];
  if (photo === undefined || variant === undefined) return undefined;
  return photo.split('/').some((part) => part === '.' || part === '..') ? undefined : { photo, variant };
}
