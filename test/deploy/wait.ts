import { setTimeout as sleep } from 'node:timers/promises';

/** Polls until there is a result. @throws Error that names the missing result */
export async function eventually<T>(what: string, seconds: number, ask: () => Promise<T | undefined>): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`${what} did not come within ${seconds} s`);
    await sleep(250);
  }
}
