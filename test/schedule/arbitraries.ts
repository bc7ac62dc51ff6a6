import fc from 'fast-check';
import { parseSchedule, type Schedule } from '../../lib/schedule/schedule';

function fieldOf(low: number, high: number): fc.Arbitrary<string> {
  const value = fc.integer({ min: low, max: high });
  const range = fc.tuple(value, value).map(([a, b]) => `${Math.min(a, b)}-${Math.max(a, b)}`);
  const step = fc.integer({ min: 1, max: high });
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant('*') },
    { weight: 4, arbitrary: value.map(String) },
    range,
    step.map((every) => `*/${every}`),
    fc.tuple(range, step).map(([part, every]) => `${part}/${every}`),
    fc.uniqueArray(value, { minLength: 1, maxLength: 5 }).map((list) => list.join(',')),
  );
}

const names = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const weekday = fc.oneof(
  fieldOf(0, 6),
  fc.uniqueArray(fc.constantFrom(...names), { minLength: 1 }).map((list) => list.join(',')),
  fc.constantFrom('MON-FRI', 'TUE-SAT', '5-7', '1-5/2', '*/2', '*/3', '7'),
);
const month = fc.oneof(
  { weight: 3, arbitrary: fc.constant('*') },
  fieldOf(1, 12),
  fc.constantFrom('1', '2', '3', '12'),
);
const monthDay = fc.oneof(fieldOf(1, 31), fc.constantFrom('1', '28', '29', '30', '31', '1,31', '*/10'));
const daysOf = (inMonths: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    fc.tuple(monthDay, inMonths).map(([date, inMonth]) => `${date} ${inMonth} *`),
    fc.tuple(inMonths, weekday).map(([inMonth, day]) => `* ${inMonth} ${day}`),
  );

export const zones = [
  'Europe/Oslo',
  'America/New_York',
  'Australia/Lord_Howe',
  'Asia/Kolkata',
  'UTC',
  'America/Santiago',
  'America/St_Johns',
  'Africa/Casablanca',
  'Asia/Kathmandu',
  'Pacific/Kiritimati',
] as const;

/**
 * Midnights, UTC, within three days after which something happens: clocks change, or a month, year or leap day ends.
 */
const beginnings = [
  ...['2027-03-27', '2027-10-30', '2028-03-25', '2027-03-13', '2027-11-06', '2027-04-02', '2027-10-01'],
  ...['2027-04-03', '2027-09-04', '2027-02-05', '2027-03-13', '2027-02-26', '2028-02-27', '2027-12-30', '2027-06-29'],
];

/** An instant shortly before one of those, or any other. */
export const beginning = fc.oneof(
  fc
    .tuple(fc.constantFrom(...beginnings), fc.integer({ min: -720, max: 720 }))
    .map(([day, minutes]) => new Date(Date.parse(`${day}T12:00:00Z`) + minutes * 60_000)),
  fc.date({ min: new Date('2026-12-01T00:00:00Z'), max: new Date('2031-01-01T00:00:00Z'), noInvalidDate: true }),
);

export interface CronCase {
  readonly text: string;
  readonly timeZone: string;
  readonly schedule: Schedule;
}

/** Leaves out dates that do not exist, such as the 31st of April. */
function cronCase([text, timeZone]: readonly [string, string]): CronCase | undefined {
  try {
    return { text, timeZone, schedule: parseSchedule(text, { timeZone }) };
  } catch (error) {
    expect(error).toMatchObject({ code: 'CRON_NEVER' });
    return undefined;
  }
}

const crons = (minute: fc.Arbitrary<string>, months: fc.Arbitrary<string>): fc.Arbitrary<CronCase> =>
  fc
    .tuple(
      fc.tuple(minute, fieldOf(0, 23), daysOf(months)).map((parts) => parts.join(' ')),
      fc.constantFrom(...zones),
    )
    .map(cronCase)
    .filter((found) => found !== undefined);

/** A portable cron with few minutes, in one of the zones. */
export const sparseCron = crons(fc.constantFrom('0', '30', '*/20', '15,45', '59'), month);

/** Any portable cron in one of the zones; with many minutes, in every month, so that it is quick to follow. */
export const anyCron = fc.oneof(crons(fieldOf(0, 59), fc.constant('*')), sparseCron);

/** The day before each clock change of a year: by an hour, by half an hour, at midnight, for Ramadan. */
const changes = [
  ['Europe/Oslo', '2027-03-27'],
  ['Europe/Oslo', '2027-10-30'],
  ['America/New_York', '2027-03-13'],
  ['America/New_York', '2027-11-06'],
  ['Australia/Lord_Howe', '2027-04-03'],
  ['Australia/Lord_Howe', '2027-10-02'],
  ['America/Santiago', '2027-04-03'],
  ['America/Santiago', '2027-09-04'],
  ['Africa/Casablanca', '2027-02-06'],
  ['Africa/Casablanca', '2027-03-13'],
] as const;

/** A cron of the small hours, just before its clocks change. */
export const cronAtChange = fc
  .tuple(
    fc.constantFrom('0', '30', '*/20', '15,45', '59'),
    fieldOf(0, 4),
    daysOf(fc.constant('*')),
    fc.constantFrom(...changes),
  )
  .map(([minute, hour, dates, [timeZone, day]]) => {
    const found = cronCase([`${minute} ${hour} ${dates}`, timeZone]);
    return found && { ...found, after: new Date(`${day}T06:00:00Z`) };
  })
  .filter((found) => found !== undefined);
