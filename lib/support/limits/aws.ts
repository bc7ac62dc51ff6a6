import type { NumberLimits } from './types';

/** Limits of props on AWS. Those of a timeout depend on the trigger, and the checks of AWS contain them. */
export const awsLimits = {
  memory: {
    code: 'MEMORY_RANGE',
    least: 128,
    most: 10_240,
    unit: 'MiB',
    why: 'the range of Lambda',
    fix: 'give a number in that range; 1769 is one vCPU',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html',
  },
  requestBytes: {
    code: 'API_SIZE',
    least: 1,
    most: 6_291_456,
    unit: 'bytes',
    why: 'the maximum that Lambda accepts at once',
    fix: 'give such a number; use presigned uploads for more',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html',
  },
  maxConcurrency: {
    code: 'SQS_MAXCONC',
    least: 2,
    most: 1000,
    why: 'the range of an SQS event source',
    source: 'https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html',
  },
  maxAttempts: {
    code: 'SQS_ATTEMPTS',
    least: 1,
    most: 1000,
    why: 'the range of the redrive policy of a queue',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  },
} as const satisfies Record<string, NumberLimits>;
