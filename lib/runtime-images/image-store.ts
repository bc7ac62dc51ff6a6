import type { RenderedVariant } from './types.js';

/** Properties of an original that are known without reading it. */
export interface OriginalHead {
  readonly etag: string;
  readonly size: number;
}

/** Source of a result, as noted with it. */
export interface Origin {
  readonly etag: string;
  /** Hash of the recipe. */
  readonly recipe: string;
}

/** Stores of originals and results. */
export interface ImageStore {
  /** Reads the metadata of an original. Resolves to undefined if there is none. */
  headOriginal(key: string): Promise<OriginalHead | undefined>;
  /** Reads the version with this ETag. Resolves to undefined when the original has changed or is gone. */
  readOriginal(key: string, etag: string): Promise<Uint8Array | undefined>;
  originOf(resultKey: string): Promise<Partial<Origin> | undefined>;
  /** Writes a result with {@link CACHE_CONTROL}. */
  writeResult(resultKey: string, result: RenderedVariant, origin: Origin): Promise<void>;
  /** Deletes a result. It need not exist. */
  deleteResult(resultKey: string): Promise<void>;
}

/**
 * Cache lifetime for browsers and content delivery networks: five minutes, then they revalidate. A new image gets the
 * keys of the old one, so that a long lifetime would show the old one, or a deleted one; equal images have equal ETags
 * and cost a 304.
 */
export const CACHE_CONTROL = 'max-age=300';
