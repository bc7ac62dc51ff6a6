import type { BucketProps, QueueProps, SecretProps, TableIndex, TableProps } from '../constructs/state';
import { days } from '../duration';
import type { DefaultRows } from './row';
import { noOverrides } from './shared-rows';

const AWS_LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg';

/** Defaults of `Bucket`. */
export const bucket = {
  versioned: { value: true, why: 'An overwritten or deleted object can be restored for a month.' },
  expireAfter: { behaviour: 'never', why: 'Nothing is deleted unless requested.' },
  removalPolicy: { value: 'retain', why: 'State survives a mistake in code.' },
  overrides: noOverrides,
} satisfies DefaultRows<BucketProps>;

/** Defaults of `Table`. */
export const table = {
  sortKey: { behaviour: 'none: one item per partition', why: 'The simplest table finds items by their id.' },
  indexes: {
    behaviour: 'none: only the keys of the table find items',
    why: 'An index is written, and billed, with each item.',
  },
  timeToLive: { behaviour: 'items do not expire', why: 'Nothing is deleted unless requested.' },
  removalPolicy: { value: 'retain', why: 'State survives a mistake in code.' },
  overrides: noOverrides,
} satisfies DefaultRows<TableProps>;

/** Defaults of `TableIndex`. */
export const tableIndex = {
  sortKey: { behaviour: 'none: no order', why: 'An index that only finds items needs no order.' },
} satisfies DefaultRows<TableIndex>;

/** Defaults of `Queue`. */
export const queue = {
  fifo: { value: false, why: 'Order costs throughput, and most messages need none.' },
  retention: {
    value: days(4),
    why: 'Messages survive a long weekend, and the time is shorter than the retention of the dead-letter queue.',
  },
  maxAttempts: {
    value: 5,
    why: 'At least five, as AWS recommends, so that throttling alone sends no valid message to the dead-letter queue.',
    source: `${AWS_LAMBDA}/services-sqs-errorhandling.html`,
  },
  removalPolicy: {
    value: 'retain',
    why: 'Renaming a queue in code must not lose messages. An empty queue costs nothing.',
  },
  overrides: noOverrides,
} satisfies DefaultRows<QueueProps>;

/** Defaults of `Secret`. */
export const secret = {
  description: { behaviour: 'the construct path', why: 'The path shows where the secret is used.' },
  removalPolicy: { value: 'retain', why: 'State survives a mistake in code.' },
  overrides: noOverrides,
} satisfies DefaultRows<SecretProps>;
