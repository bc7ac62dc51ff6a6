import fc from 'fast-check';
import type { Schedule } from '../../lib/schedule/schedule';
import { nextRuns } from '../../lib/schedule/schedule-runs';
import { anyCron, beginning, cronAtChange, sparseCron } from './arbitraries';
import { dialects, runs, take, until } from './readers';

/** Times by the name of the dialect, so that a difference names its dialect. */
const iso = (name: string, dates: readonly Date[]) => `${name} ${dates.map((date) => date.toISOString()).join(' ')}`;
const DAY = 86_400_000;

// Each case goes through all five dialects.
test('a provider and its guard run a job when the portable schedule is due', () => {
  fc.assert(
    fc.property(anyCron, beginning, ({ schedule }, after) => {
      const wanted = nextRuns(schedule, after, 3);
      for (const dialect of dialects) {
        expect(iso(dialect.name, take(3, runs(dialect, schedule, after)))).toBe(iso(dialect.name, wanted));
      }
    }),
    { numRuns: 1600 },
  );
}, 60_000);

/** Compares all the runs of three days. */
function expectSame(schedule: Schedule, after: Date): void {
  const end = new Date(after.getTime() + 3 * DAY);
  const wanted = until(end, portable(schedule, after));
  for (const dialect of dialects) {
    expect(iso(dialect.name, until(end, runs(dialect, schedule, after)))).toBe(iso(dialect.name, wanted));
  }
}

test('they do so on each of the three days around the end of a month or a year', () => {
  fc.assert(
    fc.property(sparseCron, beginning, ({ schedule }, after) => expectSame(schedule, after)),
    { numRuns: 200 },
  );
}, 60_000);

test('they do so on each of the three days around a clock change', () => {
  fc.assert(
    fc.property(cronAtChange, ({ schedule, after }) => expectSame(schedule, after)),
    { numRuns: 400 },
  );
}, 60_000);

function* portable(schedule: Schedule, after: Date): Generator<Date> {
  for (let last = after; ; ) {
    const next = nextRuns(schedule, last, 8);
    yield* next;
    last = next.at(-1)!;
  }
}
