import { ParseError } from '../errors';
import { type CronFields, parseCron } from './cron';
import type { RateSchedule } from './schedule';

/** What cron counts a rate from: the full hour, midnight UTC, or Monday's midnight UTC. */
export type RateAnchor = 'hour' | 'day' | 'week';

const HOUR = 60;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** The distances, in minutes, that cron fields can keep from each hour, day or week into the next. */
const EVEN = [
  ...[1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30],
  ...[1, 2, 3, 4, 6, 8, 12].map((hours) => hours * HOUR),
  DAY,
  WEEK,
];

/**
 * A rate as cron fields: `every 15 minutes` as `*\/15`, `every 6 hours` as hours 0, 6, 12 and 18 UTC, `every 7 days` as
 * Mondays. They are counted from the full hour, from midnight or from Monday, not from the deployment.
 *
 * @throws ParseError SCHED_UNEVEN where the distance divides neither hour nor day, so that cron would break it there
 */
export function rateCron(rate: RateSchedule): { readonly fields: CronFields; readonly anchor: RateAnchor } {
  const minutes = rate.seconds / 60;
  if (!EVEN.includes(minutes)) throw uneven(minutes);
  if (minutes < HOUR) return { fields: parseCron(`*/${minutes} * * * *`), anchor: 'hour' };
  if (minutes < DAY)
    return { fields: parseCron(`0 */${minutes / HOUR} * * *`), anchor: minutes === HOUR ? 'hour' : 'day' };
  return minutes === DAY
    ? { fields: parseCron('0 0 * * *'), anchor: 'day' }
    : { fields: parseCron('0 0 * * 1'), anchor: 'week' };
}

function uneven(minutes: number): ParseError {
  const below = EVEN.filter((even) => even < minutes).at(-1)!;
  const above = EVEN.find((even) => even > minutes);
  return new ParseError(
    'SCHED_UNEVEN',
    'is counted from deployment; this provider has only cron, which begins anew with each hour, day or week, and so keeps only distances that divide them',
    `use ${above === undefined ? `\`${every(below)}\`` : `\`${every(below)}\` or \`${every(above)}\``}, or name the times by a cron expression`,
  );
}

function every(minutes: number): string {
  const [amount, unit] =
    minutes < HOUR ? [minutes, 'minute'] : minutes < DAY ? [minutes / HOUR, 'hour'] : [minutes / DAY, 'day'];
  return amount === 1 ? `every ${unit}` : `every ${amount} ${unit}s`;
}
