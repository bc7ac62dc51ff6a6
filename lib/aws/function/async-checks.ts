import type { PlainFunctionProps } from '../../constructs/plain-function';
import type { Problems } from '../../errors';
import { literalSeconds } from './function-checks';

/** Checks the ranges of asynchronous invocation. @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export function checkAsyncInvoke(problems: Problems, { retries, maxAge }: PlainFunctionProps): void {
  problems.require(retries === undefined || (Number.isInteger(retries) && retries >= 0 && retries <= 2), {
    code: 'ASYNC_RANGE',
    prop: 'retries',
    value: retries,
    rule: 'is not 0, 1 or 2, the retries that Lambda offers for asynchronous invocations',
    fix: 'give such a number; for more retries, use a QueueWorker',
  });
  checkEventAge(problems, maxAge);
}

/** Checks how long Lambda keeps the event of an asynchronous invocation. */
export function checkEventAge(problems: Problems, maxAge: PlainFunctionProps['maxAge']): void {
  const age = literalSeconds(maxAge);
  problems.require(age === undefined || (Number.isInteger(age) && age >= 60 && age <= 21_600), {
    code: 'ASYNC_RANGE',
    prop: 'maxAge',
    value: `${age} s`,
    rule: 'is not from 1 minute to 6 hours, which is how long Lambda keeps an event',
    fix: 'give a duration in that range',
  });
}
