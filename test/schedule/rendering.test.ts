import { azureScheduleExpression } from '../../lib/azure/schedules/schedule-expression';
import { cloudflareScheduleExpression } from '../../lib/cloudflare/schedules/schedule-expression';
import { googleScheduleExpression } from '../../lib/google/schedules/schedule-expression';
import { netlifyScheduleExpression } from '../../lib/netlify/schedules/schedule-expression';
import { parseSchedule } from '../../lib/schedule/schedule';
import { vercelScheduleExpression } from '../../lib/vercel/schedules/schedule-expression';
import { dialects } from './readers';

const now = new Date('2026-11-23T00:00:00Z');
const read = (text: string, timeZone?: string) => parseSchedule(text, { timeZone, now });

describe('in UTC', () => {
  test.each([
    // portable, azure, cloudflare, all others
    ['* * * * *', '0 * * * * *', '* * * * *', '* * * * *'],
    ['*/15 * * * *', '0 */15 * * * *', '*/15 * * * *', '*/15 * * * *'],
    ['5-59/10 * * * *', '0 5-59/10 * * * *', '5-59/10 * * * *', '5-59/10 * * * *'],
    ['0 9 * * SUN', '0 0 9 * * 0', '0 9 * * SUN', '0 9 * * 0'],
    ['0 9 * * 7', '0 0 9 * * 0', '0 9 * * SUN', '0 9 * * 0'],
    ['30 9 * * MON-FRI', '0 30 9 * * 1-5', '30 9 * * MON-FRI', '30 9 * * 1-5'],
    ['0 9 * * FRI,SAT,SUN', '0 0 9 * * 0,5,6', '0 9 * * SUN,FRI,SAT', '0 9 * * 0,5,6'],
    ['0 9 * * */2', '0 0 9 * * 0,2,4,6', '0 9 * * SUN,TUE,THU,SAT', '0 9 * * 0,2,4,6'],
    ['0 9 * 6 MON', '0 0 9 * 6 1', '0 9 * 6 MON', '0 9 * 6 1'],
    ['0 0 29 FEB *', '0 0 0 29 2 *', '0 0 29 2 *', '0 0 29 2 *'],
    ['0 0 1 */3 *', '0 0 0 1 */3 *', '0 0 1 */3 *', '0 0 1 */3 *'],
  ])('%s: %s, %s, %s', (text, azure, cloudflare, unix) => {
    const schedule = read(text, 'UTC');
    expect(azureScheduleExpression(schedule)).toEqual({ expression: azure });
    expect(cloudflareScheduleExpression(schedule)).toEqual({ expression: cloudflare });
    expect(vercelScheduleExpression(schedule)).toEqual({ expression: unix });
    expect(netlifyScheduleExpression(schedule)).toEqual({ expression: unix });
    expect(googleScheduleExpression(schedule)).toEqual({ expression: unix, timeZone: 'UTC' });
  });
});

describe('in a zone whose clocks never change, on a provider that reads UTC', () => {
  test.each([
    ['0 9 * * *', 'Asia/Kolkata', '30 3 * * *'],
    ['0 2 * * MON', 'Asia/Kolkata', '30 20 * * 0'],
    ['0 0 15 * *', 'Asia/Tokyo', '0 15 14 * *'],
    ['0 0 1 1 *', 'Asia/Tokyo', '0 15 31 12 *'],
    ['0 20 * * SAT', 'America/Phoenix', '0 3 * * 0'],
    ['0 9 * * MON-FRI', 'Africa/Lagos', '0 8 * * 1-5'],
    ['*/15 * * * *', 'Asia/Kolkata', '*/15 * * * *'],
  ])('%s in %s: %s', (text, timeZone, expression) => {
    expect(vercelScheduleExpression(read(text, timeZone))).toEqual({ expression });
  });

  test.each([
    // 08:00 to 08:20 are 02:30 to 02:50, and 08:30 to 08:50 are 03:00 to 03:20: no product of hours and minutes.
    ['*/10 8-17 * * *', 'Asia/Kolkata', '*/10 2-12 * * *'],
    ['0 0 1 * *', 'Asia/Tokyo', '0 15 28-31 * *'],
    ['0 0 1 3 *', 'Asia/Tokyo', '0 15 28,29 2 *'],
    ['0 12,23 * * MON', 'America/Phoenix', '0 6,19 * * 1,2'],
  ])('%s in %s: %s, guarded, since cron alone cannot express it', (text, timeZone, expression) => {
    const schedule = read(text, timeZone);
    const portable = schedule.kind === 'cron' ? schedule.expression : undefined;
    expect(vercelScheduleExpression(schedule)).toEqual({
      expression,
      guard: { kind: 'cron', expression: portable, timeZone, firesAt: expression },
    });
  });
});

describe('in a zone whose clocks change', () => {
  test.each([
    ['0 9 * * 1-5', 'Europe/Oslo', '0 7,8 * * 1-5'],
    ['0 1 * * 1', 'Europe/Oslo', '0 0,23 * * 0,1'],
    ['0 0 1 1 *', 'Europe/Oslo', '0 22,23 31 12 *'],
    ['0 9 * * *', 'Australia/Lord_Howe', '0,30 22 * * *'],
    ['0 22 * * 6', 'America/New_York', '0 2,3 * * 0'],
  ])('%s in %s: %s and a guard, but unchanged on Google', (expression, timeZone, firesAt) => {
    const schedule = read(expression, timeZone);
    const guard = { kind: 'cron', expression, timeZone, firesAt };
    expect(vercelScheduleExpression(schedule)).toEqual({ expression: firesAt, guard });
    expect(azureScheduleExpression(schedule)).toEqual({ expression: `0 ${firesAt}`, guard });
    expect(cloudflareScheduleExpression(schedule)).toMatchObject({ guard });
    expect(googleScheduleExpression(schedule)).toEqual({ expression, timeZone });
  });

  test.each([
    ['30 2 * * *', 'Europe/Oslo', '30 0,1 * * *'],
    ['0 0 * * *', 'America/Santiago', '0 3,4 * * *'],
    ['*/30 * * * *', 'Europe/Oslo', '0,30 * * * *'],
  ])('%s in %s: in UTC on Google too, since a clock change affects it', (text, timeZone, firesAt) => {
    expect(googleScheduleExpression(read(text, timeZone))).toMatchObject({
      expression: firesAt,
      timeZone: 'UTC',
      guard: { kind: 'cron', timeZone, firesAt },
    });
  });
});

describe('rates', () => {
  test.each([
    ['every minute', '* * * * *', 'hour'],
    ['every 15 minutes', '*/15 * * * *', 'hour'],
    ['every 60 minutes', '0 * * * *', 'hour'],
    ['every hour', '0 * * * *', 'hour'],
    ['every 120 minutes', '0 */2 * * *', 'day'],
    ['every 6 hours', '0 */6 * * *', 'day'],
    ['every 12 hours', '0 0,12 * * *', 'day'],
    ['every day', '0 0 * * *', 'day'],
    ['every 24 hours', '0 0 * * *', 'day'],
    ['every 7 days', '0 0 * * 1', 'week'],
  ])('%s: %s, counted from each %s', (text, expression, anchor) => {
    expect(netlifyScheduleExpression(read(text))).toEqual({ expression, anchor });
    expect(googleScheduleExpression(read(text))).toEqual({ expression, anchor, timeZone: 'UTC' });
  });

  test.each([
    ['every 7 minutes', '`every 6 minutes` or `every 10 minutes`'],
    ['every 45 minutes', '`every 30 minutes` or `every hour`'],
    ['every 90 minutes', '`every hour` or `every 2 hours`'],
    ['every 5 hours', '`every 4 hours` or `every 6 hours`'],
    ['every 36 hours', '`every day` or `every 7 days`'],
    ['every 2 days', '`every day` or `every 7 days`'],
    ['every 14 days', '`every 7 days`'],
  ])('%s is refused, since cron would break it: use %s', (text, nearest) => {
    for (const { render } of dialects) {
      expect(() => render(read(text))).toThrow(
        expect.objectContaining({
          code: 'SCHED_UNEVEN',
          fix: `use ${nearest}, or name the times by a cron expression`,
        }),
      );
    }
  });
});

describe('once', () => {
  const guard = { kind: 'once', instant: '2027-01-01T08:00:00.000Z' };

  test('on its date, in UTC, and guarded against the other years', () => {
    const schedule = read('at 2027-01-01T09:00', 'Europe/Oslo');
    expect(azureScheduleExpression(schedule)).toEqual({ expression: '0 0 8 1 1 *', guard });
    expect(googleScheduleExpression(schedule)).toEqual({ expression: '0 8 1 1 *', timeZone: 'UTC', guard });
    expect(cloudflareScheduleExpression(schedule)).toEqual({ expression: '0 8 1 1 *', guard });
  });

  test('with seconds it is refused', () => {
    for (const { render } of dialects) {
      expect(() => render(read('at 2027-01-01T09:00:30Z'))).toThrow(
        expect.objectContaining({ code: 'SCHED_PRECISION', fix: 'name a full minute' }),
      );
    }
  });
});
