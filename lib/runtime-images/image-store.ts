import type { RenderedVariant } from './types.js';

/** Properties of an original that are known without reading it. */
export interface OriginalHead {
  readonly etag: string;
  readonly size: number;
}

/** Source of a result, as it is noted beside it. */
export interface Origin {
  readonly etag: string;
  /** Hash of the recipe. */
  readonly recipe: string;
}

/** Access to originals and results. */
export interface ImageStore {
  /** Resolves to nothing when there is no such original. */
  headOriginal(key: string): Promise<OriginalHead | undefined>;
  /** Reads what has this ETag. Resolves to nothing when the original has changed or is gone. */
  readOriginal(key: string, etag: string): Promise<Uint8Array | undefined>;
  originOf(resultKey: string): Promise<Partial<Origin> | undefined>;
  /** Writes a result with {@link CACHE_CONTROL}. */
  writeResult(resultKey: string, result: RenderedVariant, origin: Origin): Promise<void>;
  /** Deletes a result. It need not exist. */
  deleteResult(resultKey: string): Promise<void>;
}

/**
 * For browsers and content delivery networks: five minutes, then they ask again. A new image gets the keys of the old one,
 * so that a long life would show the old one, or one that was deleted; equal images have equal ETags and cost a 304.
 */
export const CACHE_CONTROL = 'max-age=300';
