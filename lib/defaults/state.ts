import type { BucketProps, QueueProps, SecretProps, TableIndex, TableProps } from '../constructs/state';
import { days } from '../duration';
import type { DefaultRows } from './row';
import { noOverrides } from './shared-rows';

const AWS_LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg';

/** Defaults of `Bucket`. */
export const bucket = {
  versioned: { value: true, why: 'An overwritten or deleted object can be fetched back for a month.' },
  expireAfter: { behaviour: 'never', why: 'Nothing is deleted unasked.' },
  removalPolicy: { value: 'retain', why: 'State outlives a mistake in code.' },
  overrides: noOverrides,
} satisfies DefaultRows<BucketProps>;

/** Defaults of `Table`. */
export const table = {
  sortKey: { behaviour: 'none: one item a partition', why: 'The simplest table looks items up by their id.' },
  indexes: {
    behaviour: 'items are found by their keys alone',
    why: 'An index is written with each item, and billed for it.',
  },
  timeToLive: { behaviour: 'items stay', why: 'Nothing is deleted unasked.' },
  removalPolicy: { value: 'retain', why: 'State outlives a mistake in code.' },
  overrides: noOverrides,
} satisfies DefaultRows<TableProps>;

/** Defaults of `TableIndex`. */
export const tableIndex = {
  sortKey: { behaviour: 'none: no order', why: 'An index that only finds items needs none.' },
} satisfies DefaultRows<TableIndex>;

/** Defaults of `Queue`. */
export const queue = {
  fifo: { value: false, why: 'Order costs throughput, and most messages have none.' },
  retention: {
    value: days(4),
    why: 'Survives a long weekend, and stays under the retention of the dead-letter queue.',
  },
  maxAttempts: {
    value: 5,
    why: 'At least five, as AWS advises, so that throttling alone dead-letters no good message.',
    source: `${AWS_LAMBDA}/services-sqs-errorhandling.html`,
  },
  removalPolicy: {
    value: 'retain',
    why: 'Renaming a queue in code is no reason to lose messages. A queue without messages costs nothing.',
  },
  overrides: noOverrides,
} satisfies DefaultRows<QueueProps>;

/** Defaults of `Secret`. */
export const secret = {
  description: { behaviour: 'the construct path', why: 'It says where the secret is used.' },
  removalPolicy: { value: 'retain', why: 'State outlives a mistake in code.' },
  overrides: noOverrides,
} satisfies DefaultRows<SecretProps>;
