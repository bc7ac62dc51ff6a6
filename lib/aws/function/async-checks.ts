import type { PlainFunctionProps } from '../../constructs/plain-function';
import type { Problems } from '../../errors';
import { literalSeconds } from './function-checks';

/** Checks the ranges of asynchronous invocation. @see https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html */
export function checkAsyncInvoke(problems: Problems, { retries, maxAge }: PlainFunctionProps): void {
  problems.require(retries === undefined || (Number.isInteger(retries) && retries >= 0 && retries <= 2), {
    code: 'ASYNC_RANGE',
    prop: 'retries',
    value: retries,
    rule: 'is not 0, 1 or 2, the retries of asynchronous invocations on Lambda',
    fix: 'give such a number; for more retries, use a QueueWorker',
  });
  checkEventAge(problems, maxAge);
}

/** Checks the time for which Lambda keeps the event of an asynchronous invocation. */
export function checkEventAge(problems: Problems, maxAge: PlainFunctionProps['maxAge']): void {
  const age = literalSeconds(maxAge);
  problems.require(age === undefined || (Number.isInteger(age) && age >= 60 && age <= 21_600), {
    code: 'ASYNC_RANGE',
    prop: 'maxAge',
    value: `${age} s`,
    rule: 'is not from 1 minute to 6 hours, the time for which Lambda keeps an event',
    fix: 'give a duration in that range',
  });
}
