/** Small enough to be quick where time is linear, and large enough that squared time is 16 times as long, and seen. */
const SHORT = 8_000;
/** Of a time that is four times as long when it is linear, and sixteen times when it is squared. */
const MAX_RATIO = 9;
/** Milliseconds below which nothing can be said: squared time of this many characters is far more. */
const MEASURABLE = 20;

/**
 * Ratio of the time for four times the input to the time for one, the best of several attempts, because other processes
 * can use the machine.
 */
export async function growth(work: (length: number) => unknown): Promise<number> {
  let best = Number.POSITIVE_INFINITY;
  for (let tries = 0; tries < 4 && best > MAX_RATIO; tries += 1) {
    const short = await time(work, SHORT);
    const long = await time(work, 4 * SHORT);
    best = Math.min(best, long < MEASURABLE ? 1 : long / Math.max(short, 0.01));
  }
  return best;
}

async function time(work: (length: number) => unknown, length: number): Promise<number> {
  const { user, system } = process.cpuUsage();
  await work(length);
  const spent = process.cpuUsage({ user, system });
  return (spent.user + spent.system) / 1000;
}

export { MAX_RATIO };
