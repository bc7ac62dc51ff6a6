const FIVE_MINUTES_MS = 300_000;

/** Caches the result of a call for five minutes. A failure is not cached. */
export function remembered<T>(ask: () => Promise<T>, now: () => number = Date.now): () => Promise<T> {
  let answer: Promise<T> | undefined;
  let asked = 0;
  return () => {
    if (answer !== undefined && now() - asked < FIVE_MINUTES_MS) return answer;
    asked = now();
    const current = ask();
    answer = current;
    current.catch(() => {
      if (answer === current) answer = undefined;
    });
    return current;
  };
}
