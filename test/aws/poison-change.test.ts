import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { ChangeProcessor, type ChangeProcessorProps, Table } from 'tradewind/aws';
import { testApp } from 'tradewind/testing';
import { change } from '../../lib/aws/adapter/change';
import type { ChangeBatch } from '../../lib/runtime/types';
import { tableStream } from '../../lib/testing/events';
import { captureLog, lambdaContext } from './adapter/lambda-context';
import { deliver, type MappingProperties } from './stream-mapping';

captureLog();

/** The mapping of a `ChangeProcessor`, as it is in the template. */
function mappingOf(props: Partial<ChangeProcessorProps>): MappingProperties {
  const stack = new Stack(testApp(), 'Shop');
  const table = new Table(stack, 'Orders', { partitionKey: 'id' });
  new ChangeProcessor(stack, 'Index', { entry: 'test/fixtures/handlers/worker.ts', table, ...props });
  const [mapping] = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::EventSourceMapping'));
  return mapping?.Properties;
}

const { Records: records } = tableStream({
  records: Array.from({ length: 10 }, (_, index) => ({
    type: 'INSERT' as const,
    key: { id: `c${index}` },
    new: { id: `c${index}`, bytes: new Uint8Array([index]) },
  })),
}) as { Records: ReturnType<typeof tableStream>['Records'] };
const ids = records
  .map((record, index) =>
    Object.assign(record, { dynamodb: { ...record.dynamodb, SequenceNumber: `${1000 + index}` } }),
  )
  .map((_, index) => `c${index}`);

describe.each<[string, (batch: ChangeBatch, work: (id: unknown) => void) => unknown]>([
  ['each', (batch, work) => batch.each(({ key }) => work(key.id))],
  ['each, not awaited', (batch, work) => void batch.each(({ key }) => work(key.id))],
  [
    'a loop',
    (batch, work) => {
      for (const { key } of batch.changes) work(key.id);
    },
  ],
])('a poison change, in a handler with %s', (_name, handle) => {
  test.each([0, 4, 9])(
    'at position %d is retried alone, and stored whole, and all others are delivered',
    async (bad) => {
      const mapping = mappingOf({ batchSize: 4, retries: 2 });
      const done: unknown[] = [];
      let tries = 0;
      const handler = change({
        change: (batch: ChangeBatch) =>
          handle(batch, (id) => {
            if (id === `c${bad}`) {
              tries += 1;
              throw new Error('poison');
            }
            done.push(id);
          }),
      });
      const { kept } = await deliver(records, mapping, (event) => handler(event, lambdaContext()));
      expect(kept.map((batch) => batch.map(({ dynamodb }) => dynamodb.NewImage))).toEqual([
        [{ id: { S: `c${bad}` }, bytes: { B: Buffer.from([bad]).toString('base64') } }],
      ]);
      expect([...new Set(done)]).toEqual(ids.filter((id) => id !== `c${bad}`));
      // Alone: once, and as often as retries says.
      expect(tries).toBeGreaterThanOrEqual(3);
    },
  );
});

test('without a poison change, each change is delivered once and nothing is kept', async () => {
  const done: unknown[] = [];
  const handler = change({ change: (batch: ChangeBatch) => batch.each(({ key }) => void done.push(key.id)) });
  const { kept, invocations } = await deliver(records, mappingOf({ batchSize: 4 }), (event) =>
    handler(event, lambdaContext()),
  );
  expect([kept, invocations, done]).toEqual([[], 3, ids]);
});
