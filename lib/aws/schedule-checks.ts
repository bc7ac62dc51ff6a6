import type { ScheduledJobProps } from '../constructs/scheduled-job';
import type { Problems } from '../errors';
import { literalSeconds } from './function-checks';

/** Checks how runs are delivered: the ranges of EventBridge Scheduler and of asynchronous invocation. */
export function checkDelivery(problems: Problems, { retries, maxAge }: ScheduledJobProps): void {
  problems.require(retries === undefined || (Number.isInteger(retries) && retries >= 0 && retries <= 185), {
    code: 'ASYNC_RANGE',
    prop: 'retries',
    value: retries,
    rule: 'is not a whole number from 0 to 185, which is what EventBridge Scheduler takes',
    fix: 'give such a number',
  });
  const age = literalSeconds(maxAge);
  problems.require(age === undefined || (Number.isInteger(age) && age >= 60 && age <= 21_600), {
    code: 'ASYNC_RANGE',
    prop: 'maxAge',
    value: `${age} s`,
    rule: 'is not from 1 minute to 6 hours, which is how long Lambda keeps an event',
    fix: 'give a duration in that range',
  });
}
