import { ParseError } from '../errors';
import { itemAt } from '../lookup';
import { type CronFields, parseCron } from './cron';
import type { RateSchedule } from './schedule';

/** Start from which cron counts a rate: the full hour, midnight UTC, or Monday's midnight UTC. */
export type RateAnchor = 'hour' | 'day' | 'week';

const HOUR = 60;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;

/** Intervals, in minutes, that cron fields keep across each hour, day or week. */
const EVEN = [
  ...[1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30],
  ...[1, 2, 3, 4, 6, 8, 12].map((hours) => hours * HOUR),
  DAY,
  WEEK,
];

/**
 * Converts a rate to cron fields: `every 15 minutes` to `*\/15`, `every 6 hours` to hours 0, 6, 12 and 18 UTC, `every 7
 * days` to Mondays. They are counted from the full hour, from midnight or from Monday, not from the deployment.
 *
 * @throws ParseError SCHED_UNEVEN where the interval divides neither hour nor day, so that cron would break it there
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
  const below = itemAt(
    EVEN.filter((even) => even < minutes),
    -1,
  );
  const above = EVEN.find((even) => even > minutes);
  return new ParseError(
    'SCHED_UNEVEN',
    'is counted from deployment; this provider has only cron, which starts again with each hour, day or week, and so keeps only intervals that divide them',
    `use ${above === undefined ? `\`${every(below)}\`` : `\`${every(below)}\` or \`${every(above)}\``}, or name the times by a cron expression`,
  );
}

function every(minutes: number): string {
  const [amount, unit] =
    minutes < HOUR ? [minutes, 'minute'] : minutes < DAY ? [minutes / HOUR, 'hour'] : [minutes / DAY, 'day'];
  return amount === 1 ? `every ${unit}` : `every ${amount} ${unit}s`;
}
