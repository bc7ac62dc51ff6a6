import fc from 'fast-check';
import { nextRuns } from '../../lib/schedule';
import { anyCron, beginning, sparseCron } from './arbitraries';
import { dialects, runs, take, until } from './readers';

const iso = (dates: readonly Date[]) => dates.map((date) => date.toISOString());
const DAY = 86_400_000;

describe.each(dialects)('$name', (dialect) => {
  test('runs when the portable schedule says', () => {
    fc.assert(
      fc.property(anyCron, beginning, ({ schedule }, after) => {
        expect(iso(take(3, runs(dialect, schedule, after)))).toEqual(iso(nextRuns(schedule, after, 3)));
      }),
      { numRuns: 1500 },
    );
  }, 30_000);

  test('runs so on all of the three days around a change of the clocks or of the calendar', () => {
    fc.assert(
      fc.property(sparseCron, beginning, ({ schedule }, after) => {
        const end = new Date(after.getTime() + 3 * DAY);
        const found = until(end, runs(dialect, schedule, after));
        const wanted = nextRuns(schedule, after, found.length + 1);
        expect(iso(found)).toEqual(iso(wanted.slice(0, -1)));
        expect(wanted.at(-1)!.getTime()).toBeGreaterThan(end.getTime());
      }),
      { numRuns: 500 },
    );
  }, 30_000);
});
