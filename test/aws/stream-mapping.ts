import type { StreamEvent, StreamRecord, StreamResult } from '../../lib/aws/adapter/change';

/** The properties of an event source mapping that say what happens to a batch that fails. */
export interface MappingProperties {
  readonly BatchSize: number;
  readonly MaximumRetryAttempts: number;
  readonly BisectBatchOnFunctionError: boolean;
  readonly FunctionResponseTypes: readonly string[];
  readonly DestinationConfig?: { readonly OnFailure?: { readonly Destination?: unknown } };
}

/** The function of a mapping, and how often it was invoked. */
type Invoke = (event: StreamEvent) => Promise<StreamResult>;

/**
 * Delivers the records of a shard to a function as an event source mapping does, by its properties:
 * - A batch of which a record is reported as failed goes on from that record; those before it are done.
 *   https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-batchfailurereporting.html
 * - A batch that fails from its first record on, or whose function throws, is split in two where that is asked for, which is
 *   no retry; else it is tried again, `MaximumRetryAttempts` times.
 * - What has failed so often goes to the destination: a bucket gets the records whole. The shard goes on behind it.
 *   https://docs.aws.amazon.com/lambda/latest/dg/services-dynamodb-errors.html
 */
export async function deliver(
  records: readonly StreamRecord[],
  mapping: MappingProperties,
  invoke: Invoke,
): Promise<{ kept: StreamRecord[][]; invocations: number }> {
  const kept: StreamRecord[][] = [];
  let invocations = 0;
  const fails = async (batch: readonly StreamRecord[]): Promise<number | undefined> => {
    invocations += 1;
    try {
      const { batchItemFailures } = await invoke(JSON.parse(JSON.stringify({ Records: batch })));
      if (!mapping.FunctionResponseTypes.includes('ReportBatchItemFailures')) return undefined;
      const failed = batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
      const first = batch.findIndex(({ dynamodb }) => failed.includes(dynamodb.SequenceNumber));
      // A sequence number that is not in the batch counts as a failure of all.
      return failed.length === 0 ? undefined : Math.max(first, 0);
    } catch {
      return 0;
    }
  };
  const work = async (batch: readonly StreamRecord[], retries = 0): Promise<void> => {
    const first = await fails(batch);
    if (first === undefined) return;
    if (first > 0) return work(batch.slice(first), retries);
    if (mapping.BisectBatchOnFunctionError && batch.length > 1) {
      const middle = Math.ceil(batch.length / 2);
      await work(batch.slice(0, middle), retries);
      return work(batch.slice(middle), retries);
    }
    if (retries < mapping.MaximumRetryAttempts) return work(batch, retries + 1);
    if (mapping.DestinationConfig?.OnFailure?.Destination !== undefined) kept.push([...batch]);
  };
  for (let next = 0; next < records.length; next += mapping.BatchSize)
    await work(records.slice(next, next + mapping.BatchSize));
  return { kept, invocations };
}
