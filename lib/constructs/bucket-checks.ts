import type { Duration } from '../duration';
import type { Problems } from '../errors';
import { checkRange } from './batch-checks';

const SECONDS_A_DAY = 86_400;
const MOST_DAYS = 36_500;

/** Checks how old objects may become. */
export function checkExpiry(problems: Problems, expireAfter: Duration | undefined): void {
  const days = expireAfter && expireAfter.toSeconds() / SECONDS_A_DAY;
  const why = 'in days: objects expire once a day';
  checkRange(problems, { code: 'BUCKET_EXPIRY', prop: 'expireAfter', value: days, least: 1, most: MOST_DAYS, why });
}
