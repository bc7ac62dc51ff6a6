import { CronExpressionParser } from 'cron-parser';
import fc from 'fast-check';
import { awsScheduleExpression } from '../../lib/aws/schedules/schedule-expression';
import { parseSchedule } from '../../lib/schedule/schedule';
import { nextRuns } from '../../lib/schedule/schedule-runs';

const now = new Date('2026-11-23T00:00:00Z');
const render = (text: string | Date, timeZone?: string) =>
  awsScheduleExpression(parseSchedule(text, { timeZone, now }));

describe('rendering', () => {
  test.each([
    ['every minute', 'rate(1 minute)'],
    ['every 5 minutes', 'rate(5 minutes)'],
    ['every 90 minutes', 'rate(90 minutes)'],
    ['every hour', 'rate(1 hour)'],
    ['every day', 'rate(1 day)'],
    ['every 14 days', 'rate(14 days)'],
  ])('%s: %s, without a zone', (text, expression) => {
    expect(render(text, 'Europe/Oslo')).toEqual({ expression });
  });

  test.each([
    ['* * * * *', 'cron(* * * * ? *)'],
    ['*/15 * * * *', 'cron(0/15 * * * ? *)'],
    ['*/7 * * * *', 'cron(0/7 * * * ? *)'],
    ['5-59/10 * * * *', 'cron(5/10 * * * ? *)'],
    ['10-40/10 * * * *', 'cron(10,20,30,40 * * * ? *)'],
    ['*/30 * * * *', 'cron(0,30 * * * ? *)'],
    ['0 8-17 * * *', 'cron(0 8-17 * * ? *)'],
    ['0 0 1 */3 *', 'cron(0 0 1 1/3 ? *)'],
    ['0 0 29 2 *', 'cron(0 0 29 2 ? *)'],
    ['30 9 * * 1-5', 'cron(30 9 ? * MON-FRI *)'],
    ['30 9 * * SUN', 'cron(30 9 ? * SUN *)'],
    ['30 9 * * 7', 'cron(30 9 ? * SUN *)'],
    ['30 9 * * FRI,SAT,SUN,MON', 'cron(30 9 ? * SUN,MON,FRI,SAT *)'],
    ['30 9 * * 5-7', 'cron(30 9 ? * SUN,FRI,SAT *)'],
    ['30 9 * * */2', 'cron(30 9 ? * SUN,TUE,THU,SAT *)'],
    ['30 9 * 6-8 */3', 'cron(30 9 ? 6-8 SUN,WED,SAT *)'],
    ['30 9 * * 0-6', 'cron(30 9 * * ? *)'],
  ])('%s: %s', (text, expression) => {
    expect(render(text, 'Europe/Oslo')).toEqual({ expression, timeZone: 'Europe/Oslo' });
  });

  test('a cron that needs no zone is given none', () => {
    expect(render('*/15 * * * *')).toEqual({ expression: 'cron(0/15 * * * ? *)' });
  });

  test('a moment is in the time of its zone, an instant in UTC', () => {
    expect(render('at 2027-01-01T09:00', 'Europe/Oslo')).toEqual({
      expression: 'at(2027-01-01T09:00:00)',
      timeZone: 'Europe/Oslo',
    });
    const instant = { expression: 'at(2027-01-01T08:00:00)', timeZone: 'UTC' };
    expect(render('at 2027-01-01T09:00:00+01:00', 'Europe/Oslo')).toEqual(instant);
    expect(render(new Date('2027-01-01T08:00:00Z'))).toEqual(instant);
  });
});

// --- A reader of the AWS dialect that shares nothing with the library: it answers for one minute of a clock.

interface Minute {
  readonly minute: number;
  readonly hour: number;
  readonly day: number;
  readonly month: number;
  readonly year: number;
  readonly weekday: number;
}

const AWS_DAYS = ['', 'SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

function awsFires(expression: string): (at: Minute) => boolean {
  const inner = /^cron\((.+)\)$/.exec(expression)?.[1] ?? '';
  const [minute, hour, day, month, weekday, year, ...rest] = inner.split(' ');
  if (rest.length > 0 || year !== '*') throw new Error(`not six fields: ${expression}`);
  if ((day === '?') === (weekday === '?')) throw new Error(`not exactly one ?: ${expression}`);
  const tests: [keyof Minute, Set<number> | undefined][] = [
    ['minute', awsField(minute!, 0, 59)],
    ['hour', awsField(hour!, 0, 23)],
    ['day', awsField(day!, 1, 31)],
    ['month', awsField(month!, 1, 12)],
    ['weekday', awsField(weekday!, 1, 7)],
  ];
  return (at) => tests.every(([key, values]) => values === undefined || values.has(at[key]));
}

function awsField(text: string, first: number, last: number): Set<number> | undefined {
  if (text === '?') return undefined;
  const number = (word: string): number => {
    const value = /^\d+$/.test(word) ? Number(word) : AWS_DAYS.indexOf(word);
    if (value < first || value > last) throw new Error(`no such value: ${word}`);
    return value;
  };
  const values = new Set<number>();
  for (const item of text.split(',')) {
    const [range, step] = item.split('/');
    const [low, high] = range === '*' ? [first, last] : range!.split('-').map(number);
    const end = high ?? (step === undefined ? low! : last);
    if (end < low!) throw new Error(`backward range: ${item}`);
    for (let value = low!; value <= end; value += Number(step ?? 1)) values.add(value);
  }
  return values;
}

/** The minute that a UTC clock shows; weekday as AWS counts. */
const utcMinute = (at: Date): Minute => ({
  minute: at.getUTCMinutes(),
  hour: at.getUTCHours(),
  day: at.getUTCDate(),
  month: at.getUTCMonth() + 1,
  year: at.getUTCFullYear(),
  weekday: at.getUTCDay() + 1,
});

const WINDOW = 36 * 60;
const faces = new Map<string, Minute[]>();

/** Local time of a zone in each minute of the 36 hours after an instant. Cached, because formatting is slow. */
function facesAfter(start: number, timeZone: string): Minute[] {
  const key = `${timeZone} ${start}`;
  const clock = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    hourCycle: 'h23',
    dateStyle: 'short',
    timeStyle: 'short',
  });
  const read = (at: number) => {
    const [year, month, day, hour, minute] = clock.format(at).split(/\D+/).map(Number);
    return utcMinute(new Date(Date.UTC(year!, month! - 1, day!, hour!, minute!)));
  };
  const found = faces.get(key) ?? Array.from({ length: WINDOW }, (_, index) => read(start + (index + 1) * 60_000));
  faces.set(key, found);
  return found;
}

// --- Random portable crons.

function fieldOf(low: number, high: number): fc.Arbitrary<string> {
  const value = fc.integer({ min: low, max: high });
  const range = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc.integer({ min: 1, max: high });
  return fc.oneof(
    fc.constant('*'),
    value.map(String),
    range,
    step.map((every) => `*/${every}`),
    fc.tuple(range, step).map(([part, every]) => `${part}/${every}`),
    fc.uniqueArray(value, { minLength: 1, maxLength: high - low }).map((list) => list.join(',')),
  );
}

const names = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const weekdayField = fc.oneof(
  fieldOf(0, 7).filter((text) => !/\b0\b.*,.*7|7.*,.*\b0\b/.test(text)),
  fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }).map((list) => list.join(',')),
  fc.constantFrom('MON-FRI', 'TUE-SAT', '5-7', '1-5/2', '*/2', '*/3', '0-7/7'),
);
const datePart = fc.oneof(
  fieldOf(1, 31).map((day) => [day, '*']),
  weekdayField.map((weekday) => ['*', weekday]),
);
/** Leaves out the dates that no calendar has, such as the 31st of April. */
function isAccepted(text: string): boolean {
  try {
    return parseSchedule(text, { timeZone: 'UTC' }).kind === 'cron';
  } catch (error) {
    expect(error).toMatchObject({ code: 'CRON_NEVER' });
    return false;
  }
}

const portableCron = fc
  .tuple(fieldOf(0, 59), fieldOf(0, 23), datePart, fieldOf(1, 12))
  .map(([minute, hour, [day, weekday], month]) => `${minute} ${hour} ${day} ${month} ${weekday}`)
  .filter(isAccepted);

describe('the rendered cron', () => {
  test('has the days that the portable one has, for two years', () => {
    fc.assert(
      fc.property(portableCron, (text) => {
        const portable = CronExpressionParser.parse(text, { tz: 'UTC' });
        const fires = awsFires(render(text, 'UTC').expression);
        const { minute, hour } = portable.fields;
        for (let day = Date.UTC(2027, 0, 1); day < Date.UTC(2029, 0, 1); day += 86_400_000) {
          const at = new Date(day + Number(hour.values[0]) * 3_600_000 + Number(minute.values[0]) * 60_000);
          if (fires(utcMinute(at)) !== portable.includesDate(at)) throw new Error(`${text} at ${at.toISOString()}`);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('has the minutes that the portable one has, on a day on which it runs', () => {
    fc.assert(
      fc.property(portableCron, (text) => {
        const portable = CronExpressionParser.parse(text, { tz: 'UTC', currentDate: now });
        const fires = awsFires(render(text, 'UTC').expression);
        const midnight = portable.next().toDate().setUTCHours(0, 0, 0, 0);
        portable.reset(new Date(midnight - 1));
        const wanted: number[] = [];
        for (let run = portable.next().getTime(); run < midnight + 86_400_000; run = portable.next().getTime())
          wanted.push(run);
        const minutes = Array.from({ length: 1440 }, (_, minute) => midnight + minute * 60_000);
        expect(minutes.filter((at) => fires(utcMinute(new Date(at))))).toEqual(wanted);
      }),
      { numRuns: 100 },
    );
  });

  // Two days around each change of the clock: Oslo and New York by an hour, Lord Howe by half of one, Santiago at midnight.
  const changes = fc.constantFrom(
    ['Europe/Oslo', '2027-03-27T12:00Z'],
    ['Europe/Oslo', '2027-10-30T12:00Z'],
    ['America/New_York', '2027-03-13T18:00Z'],
    ['America/New_York', '2027-11-06T18:00Z'],
    ['Australia/Lord_Howe', '2027-04-03T00:00Z'],
    ['Australia/Lord_Howe', '2027-10-02T00:00Z'],
    ['America/Santiago', '2027-04-03T12:00Z'],
    ['America/Santiago', '2027-09-04T12:00Z'],
    ['Asia/Kolkata', '2027-05-01T00:00Z'],
  );

  test('runs when nextRuns says, where clocks change: not in the gap, once in the overlap', () => {
    fc.assert(
      fc.property(fieldOf(0, 59), fieldOf(0, 5), weekdayField, changes, (minute, hour, weekday, [timeZone, from]) => {
        const text = `${minute} ${hour} * * ${weekday}`;
        const fires = awsFires(render(text, timeZone).expression);
        const start = new Date(from!).getTime();
        const shown = new Set<string>();
        const wanted: string[] = [];
        facesAfter(start, timeZone!).forEach((clock, index) => {
          const face = JSON.stringify(clock);
          if (fires(clock) && !shown.has(face)) wanted.push(new Date(start + (index + 1) * 60_000).toISOString());
          shown.add(face);
        });
        const runs = nextRuns(parseSchedule(text, { timeZone }), new Date(start), wanted.length + 1);
        expect(runs.slice(0, wanted.length).map((run) => run.toISOString())).toEqual(wanted);
        expect(runs.at(-1)!.getTime()).toBeGreaterThan(start + WINDOW * 60_000);
      }),
      { numRuns: 80 },
    );
  }, 30_000);

  test('fits into the 256 characters of a schedule expression', () => {
    const subset = (low: number, high: number) =>
      fc.subarray(
        Array.from({ length: high - low + 1 }, (_, index) => low + index),
        { minLength: 1 },
      );
    const pairs = (low: number, high: number) =>
      Array.from({ length: high - low + 1 }, (_, index) => low + index).filter((_, index) => index % 3 < 2);
    const fits = (minutes: number[], hours: number[], days: number[], months: number[]) => {
      const text = `${minutes} ${hours} ${days} ${months} *`;
      expect(render(text, 'UTC').expression.length).toBeLessThanOrEqual(256);
    };
    fits(pairs(0, 59), pairs(0, 23), pairs(1, 31), pairs(1, 12));
    fc.assert(fc.property(subset(0, 59), subset(0, 23), subset(1, 28), subset(1, 12), fits));
  });
});
