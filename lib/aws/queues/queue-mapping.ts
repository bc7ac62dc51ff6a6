import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource, type SqsEventSourceProps } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Problems } from '../../errors';
import { acknowledge } from '../stack/acknowledge';

/** Runs a function for the messages of a queue. Failed messages are retried one by one. */
export function connectQueue(fn: LambdaFunction, queue: IQueue, props: SqsEventSourceProps): void {
  fn.addEventSource(new SqsEventSource(queue, { reportBatchItemFailures: true, ...props }));
  acknowledge(fn, 'queueMapping');
}

/** Checks that `maxConcurrency` of a queue is at most the reserved concurrency of the function. */
export function checkReserved(
  problems: Problems,
  { maxConcurrency, maxInstances }: { readonly maxConcurrency?: number; readonly maxInstances?: number },
): void {
  problems.require(maxConcurrency === undefined || maxInstances === undefined || maxConcurrency <= maxInstances, {
    code: 'ESM_VS_RESERVED',
    prop: 'maxConcurrency',
    value: maxConcurrency,
    rule: `is over maxInstances=${maxInstances}: throttled deliveries count as attempts, and valid messages become dead letters`,
    fix: 'give a maxConcurrency of at most maxInstances, or omit maxInstances',
  });
}
