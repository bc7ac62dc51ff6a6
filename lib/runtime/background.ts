/** Promises that must settle before an invocation ends. */
export interface Background {
  /** Adds a promise. Calls `failed` when it rejects. */
  waitUntil(promise: unknown): void;
  /** Resolves once all promises have settled, including those added meanwhile. */
  settled(): Promise<void>;
}

/** Collects the promises that handlers pass to `ctx.waitUntil`. */
export function createBackground(failed: (error: unknown) => void): Background {
  let pending: Promise<unknown>[] = [];
  return {
    // The rejection is handled at once: a promise that waits for `settled` would count as unhandled and end the
    // process.
    waitUntil: (promise) => void pending.push(Promise.resolve(promise).catch(failed)),
    async settled() {
      while (pending.length > 0) {
        const batch = pending;
        pending = [];
        await Promise.all(batch);
      }
    },
  };
}
