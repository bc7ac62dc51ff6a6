import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource, type SqsEventSourceProps } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Problems } from '../../errors';
import { acknowledge } from '../stack/acknowledge';

/** Wakes a function by the messages of a queue; those that fail come again one by one. */
export function connectQueue(fn: LambdaFunction, queue: IQueue, props: SqsEventSourceProps): void {
  fn.addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true, ...props }));
  acknowledge(fn, 'queueMapping');
}

/** Checks that a queue does not invoke a function more often at a time than its reserved concurrency allows. */
export function checkReserved(
  problems: Problems,
  { maxConcurrency, maxInstances }: { readonly maxConcurrency?: number; readonly maxInstances?: number },
): void {
  problems.require(maxConcurrency === undefined || maxInstances === undefined || maxConcurrency <= maxInstances, {
    code: 'ESM_VS_RESERVED',
    prop: 'maxConcurrency',
    value: maxConcurrency,
    rule: `is over maxInstances=${maxInstances}: what is throttled counts as tried, and good messages become dead letters`,
    fix: 'give maxConcurrency no more than maxInstances, or leave maxInstances out',
  });
}
