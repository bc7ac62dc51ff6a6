/** The promises that an invocation must see settled before it ends. */
export interface Background {
  /** Takes a promise; `failed` hears of its rejection. */
  add(promise: unknown): void;
  /** Resolves once all are settled, those that were added meanwhile too. */
  settled(): Promise<void>;
}

/** Collects what handlers give to `ctx.waitUntil`. */
export function createBackground(failed: (error: unknown) => void): Background {
  let pending: Promise<unknown>[] = [];
  return {
    // The rejection is handled at once: one that waits for `settled` would count as unhandled and end the process.
    add: (promise) => void pending.push(Promise.resolve(promise).catch(failed)),
    async settled() {
      while (pending.length > 0) {
        const batch = pending;
        pending = [];
        await Promise.all(batch);
      }
    },
  };
}
