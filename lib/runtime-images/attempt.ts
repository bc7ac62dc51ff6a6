import type { ImageStore } from './image-store.js';
import { PoisonError } from './poison-error.js';

/** Delivery of the message for an image. */
export interface Delivery {
  /** Id of the message, the same at each delivery. */
  readonly id: string;
  /** Number of the delivery, from 1. */
  readonly attempt: number;
}

/** Current work on an image. */
export interface Attempt {
  readonly key: string;
  readonly etag: string;
  readonly store: Pick<ImageStore, 'originOf' | 'writeResult' | 'deleteResult'>;
  /** Absent where messages are not delivered again. */
  readonly delivery?: Delivery;
}

const EMPTY = { bytes: new Uint8Array(0), contentType: 'application/octet-stream', width: 0, height: 0 };

const NOTE = '/.attempt';

/**
 * Returns the key of the note that a second attempt leaves while it works, next to the variants: no variant's name
 * begins with a dot.
 */
export function noteKey(key: string): string {
  return `${key}${NOTE}`;
}

/** Recognizes the key of a note. */
export function isNote(key: string): boolean {
  return key.endsWith(NOTE);
}

/**
 * Processes an image, and rejects it when it ends its function: by memory, by time, or by a crash of the decoder. No
 * code runs after that, so a note is written before the work and deleted after it, whether it succeeds or throws. A
 * first delivery writes none, so that normal operation costs nothing: a note found on the third delivery means that the
 * first failed, and that the second was killed.
 * @throws PoisonError when the last attempt did not end by itself
 */
export async function attempt<Result>(
  { key, etag, store, delivery }: Attempt,
  work: () => Promise<Result>,
): Promise<Result> {
  if (delivery === undefined || delivery.attempt < 2) return work();
  const note = noteKey(key);
  const found = await store.originOf(note);
  if (found?.etag === etag && found.recipe === delivery.id) {
    await store.deleteResult(note);
    throw new PoisonError('KILLED', 'It ended its function twice, by memory, by time or by a crash');
  }
  await store.writeResult(note, EMPTY, { etag, recipe: delivery.id });
  try {
    return await work();
  } finally {
    await store.deleteResult(note);
  }
}
