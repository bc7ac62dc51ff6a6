/** A row that was written before. */
export interface Row {
  readonly key: string;
  readonly value: unknown;
}

/** Keeps what was acknowledged. State is in memory; the journal is what a later start reads it from. */
export interface Journal {
  /** All rows of a space, in no order. */
  read(space: string): Row[];
  put(space: string, key: string, value: unknown): void;
  delete(space: string, key: string): void;
  /** Writes all that `write` writes, or nothing. */
  atomically(write: () => void): void;
  close(): void;
}

/** Keeps nothing: an app of a test ends with the test. */
export const noJournal: Journal = {
  read: () => [],
  put() {},
  delete() {},
  atomically: (write) => write(),
  close() {},
};
