import fc from 'fast-check';
import { type CronGuard, dueRun, type OnceGuard } from '../../lib/runtime/schedule-guard';
import { zoneClock } from '../../lib/schedule/cron-clock-changes';
import { parseSchedule } from '../../lib/schedule/schedule';
import { zones } from './arbitraries';
import { dialects, offsetOf, runs, take, until } from './readers';

const at = (text: string) => new Date(text);
const DAY = 86_400_000;

describe('a guard of a zone', () => {
  const guard: CronGuard = {
    kind: 'cron',
    expression: '30 2 * * *',
    timeZone: 'Europe/Oslo',
    firesAt: '30 0,1 * * *',
  };

  test.each([
    ['winter', '2027-01-10T01:30:00Z', true],
    ['the other offset in winter', '2027-01-10T00:30:00Z', false],
    ['summer', '2027-07-10T00:30:00Z', true],
    ['the other offset in summer', '2027-07-10T01:30:00Z', false],
    ['the skipped hour, before', '2027-03-28T00:30:00Z', false],
    ['the skipped hour, after', '2027-03-28T01:30:00Z', false],
    ['the repeated hour, first', '2027-10-31T00:30:00Z', true],
    ['the repeated hour, second', '2027-10-31T01:30:00Z', false],
  ])('%s', (_, instant, runs) => {
    expect(dueRun(guard, at(instant))).toEqual(runs ? at(instant) : undefined);
  });

  test('matches a firing that is a moment early or up to an hour late to its run', () => {
    const run = at('2027-01-10T01:30:00Z');
    expect(dueRun(guard, at('2027-01-10T01:29:59.900Z'))).toEqual(run);
    expect(dueRun(guard, at('2027-01-10T01:30:07Z'))).toEqual(run);
    expect(dueRun(guard, at('2027-01-10T02:29:00Z'))).toEqual(run);
    expect(dueRun(guard, at('2027-01-10T02:31:00Z'))).toBeUndefined();
    expect(dueRun(guard, at('2027-01-10T01:29:00Z'))).toBeUndefined();
  });
});

describe('a guard of a one-time schedule', () => {
  const guard: OnceGuard = { kind: 'once', instant: '2028-02-29T08:00:00.000Z' };

  test('runs in its year only', () => {
    expect(dueRun(guard, at('2028-02-29T08:00:04Z'))).toEqual(at('2028-02-29T08:00:00Z'));
    expect(dueRun(guard, at('2028-02-29T07:59:59Z'))).toEqual(at('2028-02-29T08:00:00Z'));
    expect(dueRun(guard, at('2028-02-29T09:00:00Z'))).toBeUndefined();
    expect(dueRun(guard, at('2032-02-29T08:00:00Z'))).toBeUndefined();
  });

  test.each(dialects)('$name: any minute, once in fourteen years', (dialect) => {
    const after = at('2026-12-01T00:00:00Z');
    const minute = fc
      .integer({ min: 1, max: 5 * 365 * 1440 })
      .map((count) => new Date(after.getTime() + count * 60_000));
    fc.assert(
      fc.property(minute, (instant) => {
        const schedule = parseSchedule(instant, { now: after });
        expect(until(at('2040-12-31T00:00:00Z'), runs(dialect, schedule, after))).toEqual([instant]);
      }),
      { numRuns: 20 },
    );
  });
});

test.each(dialects)('$name: a rate keeps its interval, or is refused with rates that do', (dialect) => {
  const amounts = fc.record({
    amount: fc.oneof(fc.integer({ min: 1, max: 90 }), fc.constantFrom(120, 180, 720, 1440)),
    unit: fc.constantFrom('minutes', 'hours', 'days'),
  });
  const after = at('2028-02-26T07:13:00Z');
  const distances = (text: string) => {
    const times = take(30, runs(dialect, parseSchedule(text), after)).map((run) => run.getTime());
    return new Set(times.slice(1).map((time, index) => (time - times[index]!) / 1000));
  };
  fc.assert(
    fc.property(amounts, ({ amount, unit }) => {
      fc.pre(unit !== 'days' || amount <= 365);
      fc.pre(unit !== 'hours' || amount <= 8760);
      const schedule = parseSchedule(`every ${amount} ${unit}`);
      if (schedule.kind !== 'rate') throw new Error('not a rate');
      try {
        expect(distances(`every ${amount} ${unit}`)).toEqual(new Set([schedule.seconds]));
      } catch (error) {
        if ((error as { code?: string }).code !== 'SCHED_UNEVEN') throw error;
        const nearest = [...(error as Error).message.matchAll(/`(every [^`]+)`/g)].map(([, text]) => text!);
        expect(nearest.length).toBeGreaterThan(0);
        for (const text of nearest) expect(distances(text).size).toBe(1);
      }
    }),
    { numRuns: 100 },
  );
});

describe('the clocks of a zone', () => {
  test.each([
    ['UTC', [0], 0, undefined, undefined],
    ['Asia/Kolkata', [330], 0, undefined, undefined],
    ['Europe/Oslo', [60, 120], 60, '02:00', '02:59'],
    ['America/New_York', [-300, -240], 120, '01:00', '02:59'],
    ['Australia/Lord_Howe', [630, 660], 60, '01:30', '02:29'],
    ['America/Santiago', [-240, -180], 120, '00:00', '23:59'],
    ['Africa/Casablanca', [0, 60], 60, '02:00', '02:59'],
  ])('%s', (timeZone, offsets, count, first, last) => {
    const clock = zoneClock(timeZone);
    const minutes = [...clock.changed].sort((one, other) => one - other);
    const text = (minute?: number) => minute && new Date(minute * 60_000).toISOString().slice(11, 16);
    expect(clock.offsets).toEqual(offsets);
    expect(minutes).toHaveLength(count);
    if (first !== '00:00') expect([text(minutes[0]), text(minutes.at(-1))]).toEqual([first, last]);
    else expect([minutes[0], minutes[59], minutes[60], minutes[119]]).toEqual([0, 59, 1380, 1439]);
  });

  test.each(zones)('%s has no other offset on any day of twenty years', (timeZone) => {
    const offsets = new Set<number>();
    for (let time = Date.UTC(2026, 0, 1); time < Date.UTC(2046, 0, 1); time += DAY) {
      offsets.add(offsetOf(timeZone, new Date(time)) / 60_000);
    }
    expect([...offsets].sort((one, other) => one - other)).toEqual(zoneClock(timeZone).offsets);
  });
});
