import type { ScheduledJobProps } from '../../constructs/scheduled-job';
import type { Problems } from '../../errors';
import { checkEventAge } from '../function/async-checks';

/** Checks the ranges of delivery: those of EventBridge Scheduler and of asynchronous invocation. */
export function checkDelivery(problems: Problems, { retries, maxAge }: ScheduledJobProps): void {
  problems.require(retries === undefined || (Number.isInteger(retries) && retries >= 0 && retries <= 185), {
    code: 'ASYNC_RANGE',
    prop: 'retries',
    value: retries,
    rule: 'is not a whole number from 0 to 185, the range of EventBridge Scheduler',
    fix: 'give such a number',
  });
  checkEventAge(problems, maxAge);
}
