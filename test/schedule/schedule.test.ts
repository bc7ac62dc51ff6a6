import fc from 'fast-check';
import { ParseError } from '../../lib/errors';
import { parseSchedule, type Schedule } from '../../lib/schedule/schedule';
import { interval, longestInterval, nextRuns } from '../../lib/schedule/schedule-runs';

const now = new Date('2026-11-23T00:00:00Z');
const oslo = { timeZone: 'Europe/Oslo', now };
const HOUR = 3600;
const DAY = 24 * HOUR;

function refusal(text: string | Date, options: { timeZone?: string; now?: Date } = oslo): ParseError {
  try {
    parseSchedule(text, options);
  } catch (error) {
    if (error instanceof ParseError) return error;
    throw error;
  }
  throw new Error(`${String(text)} was accepted`);
}

function expression(text: string): string {
  const schedule = parseSchedule(text, oslo);
  if (schedule.kind !== 'cron') throw new Error(`${text} is a ${schedule.kind}`);
  return schedule.expression;
}

describe('rates', () => {
  test.each([
    ['every minute', 1, 'minute', 60],
    ['every 5 minutes', 5, 'minute', 300],
    ['every 1 minute', 1, 'minute', 60],
    ['every 90 minutes', 90, 'minute', 5400],
    ['every hour', 1, 'hour', HOUR],
    ['EVERY  2\tHours ', 2, 'hour', 2 * HOUR],
    ['every day', 1, 'day', DAY],
    ['every 365 days', 365, 'day', 365 * DAY],
  ])('%s', (text, amount, unit, seconds) => {
    expect(parseSchedule(text)).toEqual({ kind: 'rate', amount, unit, seconds });
  });

  test('an unneeded zone is accepted, but still checked', () => {
    expect(parseSchedule('every 5 minutes', oslo)).toEqual(parseSchedule('every 5 minutes'));
    expect(refusal('every 5 minutes', { timeZone: 'Europe/Olso' }).code).toBe('CRON_ZONE');
    for (const [given, meant] of [
      ['America/New_york', 'America/New_York'],
      ['Europe/OSLO', 'Europe/Oslo'],
      ['europe/oslo', 'Europe/Oslo'],
      ['Asia/KOLKATA', 'Asia/Kolkata'],
      ['america/port-of-spain', 'Europe/Oslo'],
    ]) {
      expect(refusal('every 5 minutes', { timeZone: given })).toMatchObject({
        code: 'CRON_ZONE',
        fix: expect.stringContaining(`\`${meant}\``),
      });
    }
  });

  test.each([
    ['every 30 seconds', 'SCHED_FAST', 'every minute'],
    ['every second', 'SCHED_FAST', 'every minute'],
    ['every 90 seconds', 'SCHED_FAST', 'every minute'],
    ['every 0.5 minutes', 'SCHED_FAST', 'every minute'],
    ['every 0 minutes', 'SCHED_RATE', 'every 5 minutes'],
    ['every 1.5 hours', 'SCHED_RATE', 'every 90 minutes'],
    ['every 1.2.3 hours', 'SCHED_RATE', 'every 5 minutes'],
    ['every 366 days', 'SCHED_RATE', '0 9 1 1 *'],
    ['every 99999999999999999999 minutes', 'SCHED_RATE', '0 9 1 1 *'],
  ])('%s is refused', (text, code, fix) => {
    expect(refusal(text)).toMatchObject({ code, fix: expect.stringContaining(fix) });
  });
});

describe('words with a local time', () => {
  test.each([
    ['every hour at :15', '15 * * * *'],
    ['every day at 03:00', '0 3 * * *'],
    ['Every Day At 23:59', '59 23 * * *'],
    ['every weekday at 07:00', '0 7 * * 1-5'],
    ['every weekend at 10:00', '0 10 * * 0,6'],
    ['every monday at 09:30', '30 9 * * 1'],
    ['every monday and thursday at 09:30', '30 9 * * 1,4'],
    ['every mon, thu at 09:30', '30 9 * * 1,4'],
    ['every Mon,Wed, and FRI at 09:30', '30 9 * * 1,3,5'],
    ['every sun, mon, tue, wed, thu, fri, sat at 09:30', '30 9 * * *'],
    ['every month on the 1st at 00:15', '15 0 1 * *'],
    ['every month on the 22nd at 00:15', '15 0 22 * *'],
    ['every month on day 15 at 06:00', '0 6 15 * *'],
  ])('%s', (text, cron) => {
    expect(parseSchedule(text, oslo)).toMatchObject({ kind: 'cron', expression: cron, timeZone: 'Europe/Oslo' });
  });

  test.each([
    ['every day at 9am', 'every day at 09:00'],
    ['every day at 9:30 p.m.', 'every day at 21:30'],
    ['every day at 12am', 'every day at 00:00'],
    ['every day at noon', 'every day at 12:00'],
    ['every day at 9:30', 'every day at 09:30'],
    ['every day 09:30', 'every day at 09:30'],
    ['daily at 03:00', 'every day at 03:00'],
    ['everyday at 03:00', 'every day at 03:00'],
    ['mondays at 09:30', 'every monday at 09:30'],
    ['on weekdays at 09:30', 'every weekday at 09:30'],
    ['every monday', 'every monday at 09:00'],
    ['every 2 weeks', 'every 14 days'],
    ['evry 5 mins', 'every 5 minutes'],
    ['5 minutes', 'every 5 minutes'],
    ['hourly', 'every hour'],
    ['every month on 15 at 06:00', 'every month on day 15 at 06:00'],
    ['every 1st of the month at 06:00', 'every month on the 1st at 06:00'],
    ['2027-01-01T09:00Z', 'at 2027-01-01T09:00Z'],
    ['at 2027-01-01 09:00', 'at 2027-01-01T09:00'],
    ['every mnday at 09:30', 'every monday at 09:30'],
    ['tomorrow', 'every 5 minutes'],
    ['', 'every 5 minutes'],
  ])('%j is refused with the nearest form', (text, meant) => {
    const error = refusal(text);
    expect(error.code).toBe('SCHED_SYNTAX');
    expect(error.fix).toContain(`did you mean \`${meant}\``);
    expect(() => parseSchedule(meant, oslo)).not.toThrow();
  });

  test.each([29, 30, 31])('day %i of every month is refused, since not every month has that day', (day) => {
    const error = refusal(`every month on day ${day} at 06:00`);
    expect(error.code).toBe('SCHED_MONTH_DAY');
    expect(error.fix).toContain(`\`0 6 ${day} * *\``);
  });

  test('day 0 of the month is refused', () => {
    expect(refusal('every month on day 0 at 06:00').code).toBe('SCHED_MONTH_DAY');
  });
});

describe('cron', () => {
  test.each([
    ['*/5 * * * *', '*/5 * * * *'],
    ['0-59/5 * * * *', '*/5 * * * *'],
    ['*/7 * * * *', '*/7 * * * *'],
    ['5-59/10 * * * *', '5-59/10 * * * *'],
    ['10-40/10 * * * *', '10,20,30,40 * * * *'],
    ['0,1,2,30 * * * *', '0-2,30 * * * *'],
    ['  30   9 * * mon-fri ', '30 9 * * 1-5'],
    ['0 9 * JAN,Jul *', '0 9 * 1,7 *'],
    ['0 9 * * 7', '0 9 * * 0'],
    ['0 9 * * 5-7', '0 9 * * 0,5,6'],
    ['0 9 * * */2', '0 9 * * 0,2,4,6'],
    ['0 9 * * 0-7', '0 9 * * *'],
    ['0 9 1-31 * *', '0 9 * * *'],
    ['00 09 01 01 *', '0 9 1 1 *'],
    ['0 0 29 2 *', '0 0 29 2 *'],
  ])('%s is %s', (text, normal) => {
    expect(expression(text)).toBe(normal);
    expect(expression(normal)).toBe(normal);
  });

  test.each([
    ['0 0 9 * * *', 'CRON_FIELDS', '`0 9 * * *`'],
    ['0 9 ? * MON *', 'CRON_FIELDS', '`0 9 * * MON`'],
    ['0 9 * * ? *', 'CRON_FIELDS', '`0 9 * * *`'],
    ['* * * *', 'CRON_FIELDS', 'minute hour day-of-month month day-of-week'],
    ['0 9 * * * * *', 'CRON_FIELDS', 'minute hour day-of-month month day-of-week'],
    ['@daily', 'CRON_FIELDS', 'minute hour'],
    ['0 9 ? * MON', 'CRON_FIELDS', '`0 9 * * MON`'],
    ['0 9 L * *', 'CRON_FIELDS', 'minute hour'],
    ['cron(0 9 ? * 2#1 *)', 'CRON_FIELDS', 'such as `30 9 * * MON-FRI` for weekdays'],
    ['cron(0 9 ? * MON 2027)', 'CRON_FIELDS', 'such as `30 9 * * MON-FRI` for weekdays'],
    ['cron(0 9 ? * 2 *)', 'CRON_FIELDS', 'such as `30 9 * * MON-FRI` for weekdays'],
    ['30 0 9 * * *', 'CRON_FIELDS', 'such as `30 9 * * MON-FRI` for weekdays'],
    ['cron(0 9 ? * MON-FRI *)', 'CRON_FIELDS', 'here `0 9 * * MON-FRI`'],
    ['0 9 15W * *', 'CRON_FIELDS', 'minute hour'],
    ['0 9 * * 5L', 'CRON_FIELDS', 'minute hour'],
    ['0 9 * * MON#2', 'CRON_FIELDS', 'minute hour'],
    ['H 9 * * *', 'CRON_FIELDS', 'minute hour'],
    ['5/10 * * * *', 'CRON_FIELDS', '5-59/10'],
    ['0 9 * 1JAN *', 'CRON_FIELDS', 'minute hour'],
    ['rate(1 minutes)', 'CRON_FIELDS', '`every minute`'],
    ['rate(5 minutes)', 'CRON_FIELDS', '`every 5 minutes`'],
    ['cron(0 9 ? * MON *)', 'CRON_FIELDS', '`0 9 * * MON`'],
    ['cron(0/15 * * * ? *)', 'CRON_FIELDS', '`*/15 * * * *`'],
    ['cron(0 9 ? * 2 *)', 'CRON_FIELDS', '`30 9 * * MON-FRI`'],
    ['at(2027-01-01T09:00:00)', 'CRON_FIELDS', '`at 2027-01-01T09:00:00`'],
    ['60 * * * *', 'CRON_SYNTAX', '0-59'],
    ['0 24 * * *', 'CRON_SYNTAX', '0-23'],
    ['0 9 0 * *', 'CRON_SYNTAX', '1-31'],
    ['0 9 * 13 *', 'CRON_SYNTAX', '1-12'],
    ['0 9 * * 8', 'CRON_SYNTAX', '0-7'],
    ['0 9 * * FRI-MON', 'CRON_SYNTAX', 'FRI,SAT,SUN,MON'],
    ['0 9 * * JAN', 'CRON_SYNTAX', 'weekdays'],
    ['*/0 * * * *', 'CRON_SYNTAX', 'minutes'],
    ['0,0 9 * * *', 'CRON_SYNTAX', 'each value once'],
    ['0 9 15 * MON', 'CRON_BOTH', '`0 9 15 * *` or `0 9 * * MON`'],
    ['0 9 1-31 * MON', 'CRON_BOTH', '`0 9 * * MON`'],
    ['0 9 */2 * */2', 'CRON_BOTH', '`0 9 * * */2`'],
    ['0 0 30 2 *', 'CRON_NEVER', 'a day that the month has'],
    ['0 0 31 4,6,9,11 *', 'CRON_NEVER', 'a day that the month has'],
  ])('%s is refused: %s', (text, code, fix) => {
    expect(refusal(text)).toMatchObject({ code, fix: expect.stringContaining(fix) });
  });
});

describe('time zones', () => {
  test.each(['*/5 * * * *', '15 * * * *', 'every hour at :15'])('%s needs none', (text) => {
    expect(parseSchedule(text)).toMatchObject({ kind: 'cron', timeZone: undefined });
  });

  test.each(['every day at 03:00', '0 3 * * *', '* * 1 * *', '* * * 1 *', '* * * * 1', 'at 2027-01-01T09:00'])(
    '%s needs one',
    (text) => {
      expect(refusal(text, { now }).code).toBe('ZONE_REQUIRED');
    },
  );

  test.each([
    'UTC',
    'Etc/UTC',
    'Etc/GMT+1',
    'Europe/Oslo',
    'Asia/Kolkata',
    'America/Argentina/Buenos_Aires',
    'America/Port-au-Prince',
  ])('%s is known', (timeZone) => {
    expect(parseSchedule('every day at 03:00', { timeZone })).toMatchObject({ timeZone });
  });

  test.each([
    ['CET', 'Europe/'],
    ['EST', 'America/'],
    ['GMT', 'UTC'],
    ['europe/oslo', '`Europe/Oslo`'],
    ['utc', '`UTC`'],
    ['+01:00', 'UTC'],
    ['Europe/Nowhere', 'UTC'],
    ['', 'UTC'],
  ])('%j is refused', (timeZone, fix) => {
    expect(refusal('every day at 03:00', { timeZone })).toMatchObject({
      code: 'CRON_ZONE',
      fix: expect.stringContaining(fix),
    });
  });
});

describe('once', () => {
  test.each([
    ['at 2027-01-01T09:00', '2027-01-01T08:00:00.000Z', '2027-01-01T09:00:00', 'Europe/Oslo'],
    ['at 2027-07-01T09:00:30', '2027-07-01T07:00:30.000Z', '2027-07-01T09:00:30', 'Europe/Oslo'],
    ['At 2027-01-01t09:00z', '2027-01-01T09:00:00.000Z', '2027-01-01T09:00:00', 'UTC'],
    ['at 2027-01-01T00:30:00+01:00', '2026-12-31T23:30:00.000Z', '2026-12-31T23:30:00', 'UTC'],
    [new Date('2027-01-01T09:00:00Z'), '2027-01-01T09:00:00.000Z', '2027-01-01T09:00:00', 'UTC'],
  ])('%s', (text, instant, local, timeZone) => {
    expect(parseSchedule(text, oslo)).toEqual({ kind: 'once', instant: new Date(instant), local, timeZone });
  });

  test('an instant needs no zone', () => {
    expect(parseSchedule('at 2027-01-01T09:00Z', { now })).toMatchObject({ kind: 'once' });
  });

  test.each([
    ['at 2026-11-23T00:00Z', 'SCHED_PAST'],
    ['at 2026-11-23T01:00', 'SCHED_PAST'],
    [new Date('2020-01-01T00:00:00Z'), 'SCHED_PAST'],
    ['at 2027-02-29T09:00', 'SCHED_DATE'],
    ['at 2027-01-01T24:00', 'SCHED_DATE'],
    ['at 2027-01-01T09:60Z', 'SCHED_DATE'],
    ['at 2027-01-01T09:00+99:00', 'SCHED_DATE'],
    [new Date(Number.NaN), 'SCHED_DATE'],
    [new Date(8.64e15), 'SCHED_DATE'],
    [new Date('2027-01-01T09:00:00.500Z'), 'SCHED_PRECISION'],
    ['at 2027-03-28T02:30', 'SCHED_LOCAL'],
    ['at 2027-10-31T02:30', 'SCHED_LOCAL'],
  ])('%s is refused: %s', (text, code) => {
    expect(refusal(text).code).toBe(code);
  });

  test('the hour that happens twice names both instants', () => {
    expect(refusal('at 2027-10-31T02:30').fix).toContain('`at 2027-10-31T00:30:00Z` or `at 2027-10-31T01:30:00Z`');
  });

  test('the edges of a gap exist', () => {
    expect(parseSchedule('at 2027-03-28T01:59', oslo)).toMatchObject({ instant: new Date('2027-03-28T00:59:00Z') });
    expect(parseSchedule('at 2027-03-28T03:00', oslo)).toMatchObject({ instant: new Date('2027-03-28T01:00:00Z') });
  });
});

describe('gaps between runs', () => {
  test.each([
    ['every 90 minutes', 5400, 5400],
    ['*/5 * * * *', 300, 300],
    ['*/7 * * * *', 240, 420],
    ['0 9,17 * * *', 8 * HOUR, 16 * HOUR],
    ['every day at 03:00', DAY, DAY],
    ['every weekday at 09:00', DAY, 3 * DAY],
    ['every weekend at 10:00', DAY, 6 * DAY],
    ['every monday at 09:30', 7 * DAY, 7 * DAY],
    ['every month on the 1st at 00:15', 28 * DAY, 31 * DAY],
    ['0 0 31 * *', 31 * DAY, 61 * DAY],
    ['0 0 1 1 *', 365 * DAY, 366 * DAY],
    ['0 0 29 2 *', 1461 * DAY, 1461 * DAY],
    ['* * 1 * *', 60, 30 * DAY + 60],
  ])('%s: %i to %i seconds', (text, shortest, longest) => {
    const schedule = parseSchedule(text, oslo);
    expect([interval(schedule), longestInterval(schedule)]).toEqual([shortest, longest]);
  });

  test('one run has none', () => {
    const schedule = parseSchedule('at 2027-01-01T09:00Z', oslo);
    expect([interval(schedule), longestInterval(schedule)]).toEqual([undefined, undefined]);
  });

  test('agree with the runs that follow', () => {
    const daily = fc.record({
      minute: fc.constantFrom('0', '*/17', '5,50', '3-40/9'),
      hour: fc.constantFrom('*', '3', '*/5', '8-17', '0,23'),
      days: fc.constantFrom('* * *', '* * 1-5', '* * 0,3', '*/9 * *', '1,15 * *', '* 3,10 *'),
    });
    fc.assert(
      fc.property(daily, ({ minute, hour, days }) => {
        const schedule = parseSchedule(`${minute} ${hour} ${days}`, { timeZone: 'UTC' });
        const runs = nextRuns(schedule, new Date('2027-06-01T00:00:00Z'), 200).map((run) => run.getTime() / 1000);
        const gaps = runs.slice(1).map((run, index) => run - runs[index]!);
        expect(Math.min(...gaps)).toBeGreaterThanOrEqual(interval(schedule)!);
        expect(Math.max(...gaps)).toBeLessThanOrEqual(longestInterval(schedule)!);
      }),
      { numRuns: 40 },
    );
  });
});

describe('next runs', () => {
  const runs = (schedule: Schedule, after: string, count: number) =>
    nextRuns(schedule, new Date(after), count).map((run) => run.toISOString().slice(0, 16));

  test('a rate is counted from the instant given', () => {
    expect(runs(parseSchedule('every 90 minutes'), '2027-01-01T00:00Z', 2)).toEqual([
      '2027-01-01T01:30',
      '2027-01-01T03:00',
    ]);
  });

  test('a single run is in the future or the past', () => {
    const once = parseSchedule('at 2027-01-01T09:00Z', oslo);
    expect(runs(once, '2027-01-01T08:59Z', 5)).toEqual(['2027-01-01T09:00']);
    expect(runs(once, '2027-01-01T09:00Z', 5)).toEqual([]);
  });

  test('a local time follows the clock', () => {
    const daily = parseSchedule('every day at 12:00', oslo);
    expect(runs(daily, '2027-03-27T00:00Z', 2)).toEqual(['2027-03-27T11:00', '2027-03-28T10:00']);
  });

  test('the hour that summer time skips has no run', () => {
    const nightly = parseSchedule('every day at 02:30', oslo);
    expect(runs(nightly, '2027-03-27T00:00Z', 3)).toEqual(['2027-03-27T01:30', '2027-03-29T00:30', '2027-03-30T00:30']);
  });

  test('the hour that it repeats has one', () => {
    const nightly = parseSchedule('every day at 02:30', oslo);
    expect(runs(nightly, '2027-10-30T12:00Z', 2)).toEqual(['2027-10-31T00:30', '2027-11-01T01:30']);
    expect(runs(nightly, '2027-10-31T00:45Z', 1)).toEqual(['2027-11-01T01:30']);
    expect(runs(nightly, '2027-10-31T01:00Z', 1)).toEqual(['2027-11-01T01:30']);
  });

  test('leap days are found over the years', () => {
    const leap = parseSchedule('0 0 29 2 *', { timeZone: 'UTC' });
    expect(runs(leap, '2027-01-01T00:00Z', 2)).toEqual(['2028-02-29T00:00', '2032-02-29T00:00']);
  });
});

describe('any text', () => {
  const word = fc.constantFrom(
    ...'every at day days weekday monday mon, and thursday month on the 1st 31st hour minutes 5 0 90 1.5 09:30 :15 9am'.split(
      ' ',
    ),
    ...'* */5 ? L W # 1-5 MON-FRI 5-1 0/15 60 7 rate( ) cron( 2027-01-01T09:00 2027-02-30T09:00Z + / - , $1 \\'.split(
      ' ',
    ),
  );
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.array(word, { maxLength: 8 }).map((words) => words.join(' ')),
    fc.array(word, { maxLength: 6 }).map((words) => words.join('')),
  );
  const zone = fc.option(fc.oneof(fc.constantFrom('Europe/Oslo', 'UTC', 'CET'), fc.string()), { nil: undefined });

  test('is read, or refused by a ParseError with a rule and a fix', () => {
    fc.assert(
      fc.property(text, zone, (input, timeZone) => {
        try {
          const schedule = parseSchedule(input, { timeZone, now });
          expect(['rate', 'cron', 'once']).toContain(schedule.kind);
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
          const { code, rule, fix } = error as ParseError;
          expect(code).toMatch(/^(?:SCHED|CRON|ZONE)_[A-Z_]+$/);
          expect(rule && fix).toBeTruthy();
        }
      }),
      { numRuns: 3000 },
    );
  });

  test('any date is read, or refused by a ParseError', () => {
    fc.assert(
      fc.property(fc.date({ noInvalidDate: false }), (date) => {
        try {
          parseSchedule(date, { now });
        } catch (error) {
          expect(error).toBeInstanceOf(ParseError);
        }
      }),
    );
  });
});
