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
  bucket: { behaviour: 'a private bucket is made', why: 'The processor and its bucket live and end together.' },
  prefix: { behaviour: 'all', why: 'The bucket is for these files.' },
  suffix: { behaviour: 'all', why: 'The bucket is for these files.' },
  deletions: { value: false, why: 'Most processors read the file, which a deletion does not leave.' },
  maxConcurrency: {
    value: 10,
    why: "A new account's whole quota is 10. A burst waits in the queue, where it is safe.",
    source: `${AWS_LAMBDA}/services-sqs-scaling.html`,
  },
  maxAttempts: {
    value: 5,
    why: 'At least five, as AWS advises, so that throttling alone dead-letters no good event.',
    source: `${AWS_LAMBDA}/services-sqs-errorhandling.html`,
  },
  overrides: noOverrides,
} satisfies DefaultRows<FileProcessorProps>;

/** Defaults of `QueueWorker`. */
export const queueWorker = {
  ...entryRows,
  timeout: { value: seconds(30), why: 'Ten short messages fit; visibility, six times as long, stays at minutes.' },
  memory: {
    value: 512,
    why: 'Work on messages mostly waits for others.',
    source: `${AWS_LAMBDA}/configuration-memory.html`,
  },
  queue: { behaviour: 'a queue is made, with a dead-letter queue', why: 'The worker and its queue live together.' },
  fifo: { value: false, why: 'Order costs throughput, and most messages have none.' },
  batchSize: {
    value: 10,
    why: 'What one request to the queue gives; larger ones have to be waited for.',
    source: `${AWS_LAMBDA}/services-sqs-configure.html`,
  },
  batchWindow: { value: seconds(0), why: 'A message is worked on as soon as it is there.' },
  maxConcurrency: {
    value: 10,
    why: "A new account's whole quota is 10. A burst waits in the queue, where it is safe.",
    source: `${AWS_LAMBDA}/services-sqs-scaling.html`,
  },
  maxAttempts: {
    value: 5,
    why: 'At least five, as AWS advises, so that throttling alone dead-letters no good message.',
    source: `${AWS_LAMBDA}/services-sqs-errorhandling.html`,
  },
  idempotency: {
    behaviour: 'none: a message may be worked on twice',
    why: 'Remembering costs a write a message, and many handlers are idempotent by themselves.',
  },
  removalPolicy: {
    value: 'retain',
    why: 'Renaming a worker in code is no reason to lose messages. A queue without messages costs nothing.',
  },
  overrides: noOverrides,
} satisfies DefaultRows<QueueWorkerProps>;

/** Defaults of `Idempotency`. */
export const idempotency = {
  expireAfter: { value: days(1), why: 'Longer than a queue delivers the same message again by accident.' },
} satisfies DefaultRows<Idempotency>;

/** Defaults of `ChangeProcessor`. */
export const changeProcessor = {
  ...entryRows,
  timeout: { value: minutes(1), why: 'A hundred changes fit, and a batch that hangs is noticed soon.' },
  memory: {
    value: 512,
    why: 'Work on changes mostly waits for others.',
    source: `${AWS_LAMBDA}/configuration-memory.html`,
  },
  filter: { behaviour: 'all', why: 'A change that is not heard of by accident is a bug that nobody sees.' },
  batchSize: { value: 100, why: 'A backlog is worked off quickly, and a batch is still small enough to try again.' },
  batchWindow: { value: seconds(1), why: 'A second of patience makes batches of what would be single calls.' },
  maxConcurrencyPerShard: { value: 1, why: 'One batch a shard puts the least load on what the handler calls.' },
  retries: {
    value: 5,
    why: "The provider's own default is for ever: one bad change would block its shard until all are lost.",
    source: `${AWS_LAMBDA}/services-ddb-params.html`,
  },
  maxAge: { value: hours(12), why: 'Half of the day that a stream keeps its records: late, and nothing lost yet.' },
  overrides: noOverrides,
} satisfies DefaultRows<ChangeProcessorProps>;

/** Defaults of `ChangeFilter`. */
export const changeFilter = {
  types: { behaviour: 'anything', why: 'A filter names what it leaves out.' },
  where: { behaviour: 'any item', why: 'A filter names what it leaves out.' },
} satisfies DefaultRows<ChangeFilter>;
