import type { Driver, Running, Stage } from './driver';
import { suitesOf } from './suites';

/** Milliseconds to wait for a line, on a machine that is busy with other work, and between two polls. */
const PATIENCE = 30_000;
const LOOK = 50;

/** Runs suites on one provider, which has all of them in one stack. Every provider also runs its guards. */
export function conform(driver: Driver): void {
  const suites = suitesOf(driver.provider);
  let running: Running;
  const stops: (() => Promise<void>)[] = [];
  beforeAll(async () => {
    for (const suite of suites) if (suite.start) stops.push(await suite.start());
    running = await driver.start((provider, scope) => {
      for (const suite of suites) suite.declare(provider, scope);
    });
  }, 180_000);
  afterAll(async () => {
    await running?.stop();
    for (const stop of stops) await stop();
  }, 30_000);

  const logged = () => running.logs().split('\n').flatMap(readLine);
  const stage: Stage = {
    provider: driver.provider,
    running: () => running,
    logged,
    async expectLogged(line) {
      const expected = expect.objectContaining(line);
      for (
        let tries = 0;
        tries < PATIENCE / LOOK && !logged().some((found) => expected.asymmetricMatch(found));
        tries += 1
      )
        await new Promise((resolve) => setTimeout(resolve, LOOK));
      expect(logged()).toContainEqual(expected);
    },
  };
  for (const suite of suites) suite.tests(stage);
}

function readLine(line: string): Record<string, unknown>[] {
  const start = line.indexOf('{"timestamp"');
  if (start < 0) return [];
  try {
    return [JSON.parse(line.slice(start))];
  } catch {
    return [];
  }
}
