import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource, type SqsEventSourceProps } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { checkRange } from '../../constructs/batch-checks';
import type { Problems } from '../../errors';
import { acknowledge } from '../stack/acknowledge';

/** Wakes a function by the messages of a queue; those that fail come again one by one. */
export function connectQueue(fn: LambdaFunction, queue: IQueue, props: SqsEventSourceProps): void {
  fn.addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true, ...props }));
  acknowledge(fn, 'queueMapping');
}

/** Checks how many batches of a queue may be in work at the same time. */
export function checkMaxConcurrency(problems: Problems, value: number | undefined, reserved?: number): void {
  const why = 'which is what an SQS event source takes';
  checkRange(problems, { code: 'SQS_MAXCONC', prop: 'maxConcurrency', value, least: 2, most: 1000, why });
  problems.require(value === undefined || reserved === undefined || value <= reserved, {
    code: 'ESM_VS_RESERVED',
    prop: 'maxConcurrency',
    value,
    rule: `is over maxInstances=${reserved}: what is throttled counts as tried, and good messages become dead letters`,
    fix: 'give maxConcurrency no more than maxInstances, or leave maxInstances out',
  });
}
