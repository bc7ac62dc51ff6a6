import type { ChangeFilter, ChangeProcessorProps } from '../constructs/change-processor';
import type { FileProcessorProps } from '../constructs/file-processor';
import type { Idempotency, QueueWorkerProps } from '../constructs/queue-worker';
import { days, hours, minutes, seconds } from '../duration';
import type { DefaultRows } from './row';
import { entryRows, noOverrides } from './shared-rows';

const AWS_LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg';

/** Defaults of `FileProcessor`. */
export const fileProcessor = {
  ...entryRows,
  timeout: { value: minutes(5), why: 'Reading and writing a file of a gigabyte takes a few minutes.' },
  memory: {
    value: 1024,
    why: 'More than half a vCPU, and room for parts of a file.',
    source: `${AWS_LAMBDA}/configuration-memory.html`,
  },
  bucket: { behaviour: 'a private bucket is created', why: 'The processor and its bucket share a lifetime.' },
  prefix: { behaviour: 'all keys', why: 'The bucket is for these files.' },
  suffix: { behaviour: 'all keys', why: 'The bucket is for these files.' },
  deletions: { value: false, why: 'Most processors read the file, which does not exist after a deletion.' },
  maxConcurrency: {
    value: 10,
    why: 'The whole quota of a new account is 10. A burst waits safely in the queue.',
    source: `${AWS_LAMBDA}/services-sqs-scaling.html`,
  },
  maxAttempts: {
    value: 5,
    why: 'At least five, as AWS recommends, so that throttling alone sends no valid event to the dead-letter queue.',
    source: `${AWS_LAMBDA}/services-sqs-errorhandling.html`,
  },
  overrides: noOverrides,
} satisfies DefaultRows<FileProcessorProps>;

/** Defaults of `QueueWorker`. */
export const queueWorker = {
  ...entryRows,
  timeout: {
    value: seconds(30),
    why: 'Enough for ten short messages. The visibility timeout, six times as long, stays within minutes.',
  },
  memory: {
    value: 512,
    why: 'Processing messages is mostly waiting for other services.',
    source: `${AWS_LAMBDA}/configuration-memory.html`,
  },
  queue: {
    behaviour: 'a queue is created, with a dead-letter queue',
    why: 'The worker and its queue share a lifetime.',
  },
  fifo: { value: false, why: 'Order costs throughput, and most messages need none.' },
  batchSize: {
    value: 10,
    why: 'The maximum of one request to the queue. Larger batches need a batch window.',
    source: `${AWS_LAMBDA}/services-sqs-configure.html`,
  },
  batchWindow: { value: seconds(0), why: 'A message is processed as soon as it arrives.' },
  maxConcurrency: {
    value: 10,
    why: 'The whole quota of a new account is 10. A burst waits safely in the queue.',
    source: `${AWS_LAMBDA}/services-sqs-scaling.html`,
  },
  maxAttempts: {
    value: 5,
    why: 'At least five, as AWS recommends, so that throttling alone sends no valid message to the dead-letter queue.',
    source: `${AWS_LAMBDA}/services-sqs-errorhandling.html`,
  },
  idempotency: {
    behaviour: 'none: a message can be processed more than once',
    why: 'A record costs a write per message, and many handlers are idempotent by themselves.',
  },
  removalPolicy: {
    value: 'retain',
    why: 'Renaming a worker in code must not lose messages. An empty queue costs nothing.',
  },
  overrides: noOverrides,
} satisfies DefaultRows<QueueWorkerProps>;

/** Defaults of `Idempotency`. */
export const idempotency = {
  expireAfter: { value: days(1), why: 'Longer than the time in which a queue delivers a duplicate.' },
} satisfies DefaultRows<Idempotency>;

/** Defaults of `ChangeProcessor`. */
export const changeProcessor = {
  ...entryRows,
  timeout: { value: minutes(1), why: 'Enough for a hundred changes, and a batch that hangs is noticed soon.' },
  memory: {
    value: 512,
    why: 'Processing changes is mostly waiting for other services.',
    source: `${AWS_LAMBDA}/configuration-memory.html`,
  },
  filter: { behaviour: 'all changes', why: 'A change that is missed by accident is a bug that no one sees.' },
  batchSize: { value: 100, why: 'A backlog is processed quickly, and a batch is still small enough to retry.' },
  batchWindow: { value: seconds(1), why: 'A wait of one second collects single changes into batches.' },
  maxConcurrencyPerShard: {
    value: 1,
    why: 'One batch per shard puts the least load on the services that the handler calls.',
  },
  retries: {
    value: 5,
    why: "The provider's default has no limit: one bad change would block its shard until its changes expire.",
    source: `${AWS_LAMBDA}/services-ddb-params.html`,
  },
  maxAge: {
    value: hours(12),
    why: 'Half of the 24 hours for which a stream keeps its records: late, and nothing is lost yet.',
  },
  overrides: noOverrides,
} satisfies DefaultRows<ChangeProcessorProps>;

/** Defaults of `ChangeFilter`. */
export const changeFilter = {
  types: { behaviour: 'all types', why: 'A filter excludes only what it names.' },
  where: { behaviour: 'all items', why: 'A filter excludes only what it names.' },
} satisfies DefaultRows<ChangeFilter>;
