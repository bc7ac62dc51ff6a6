import { change } from '../../../lib/aws/adapter/change';
import type { ChangeBatch } from '../../../lib/runtime/types';
import { tableStream } from '../../../lib/testing/events';
import { captureLog, lambdaContext } from './lambda-context';

const handle = (work: (batch: ChangeBatch) => unknown) => change({ change: work });

captureLog();

describe('a batch of a table', () => {
  const records = [
    { type: 'INSERT', key: { id: 'a' }, new: { id: 'a', total: 12.5, tags: ['x'], sizes: new Set(['s', 'm']) } },
    { type: 'MODIFY', key: { id: 'a' }, new: { id: 'a', total: 13 }, old: { id: 'a', total: 12.5 } },
    { type: 'REMOVE', key: { id: 'a' }, old: { id: 'a', total: 13 } },
  ] as const;

  test('reaches the handler with plain items', async () => {
    let seen: ChangeBatch | undefined;
    await handle((batch) => {
      seen = batch;
    })(tableStream({ table: 'orders', records }), lambdaContext());
    expect(seen?.table).toBe('orders');
    expect(seen?.changes.map(({ type, key, old, new: now }) => ({ type, key, old, now }))).toEqual([
      {
        type: 'insert',
        key: { id: 'a' },
        old: undefined,
        now: { id: 'a', total: 12.5, tags: ['x'], sizes: new Set(['s', 'm']) },
      },
      { type: 'update', key: { id: 'a' }, old: { id: 'a', total: 12.5 }, now: { id: 'a', total: 13 } },
      { type: 'delete', key: { id: 'a' }, old: { id: 'a', total: 13 }, now: undefined },
    ]);
    expect(new Set(seen?.changes.map(({ id }) => id)).size).toBe(3);
  });

  test('keeps the digits of a number that JavaScript cannot hold', async () => {
    let seen: unknown;
    const event = tableStream({ records: [{ type: 'INSERT', key: { id: 'a' }, new: { id: 'a' } }] });
    Object.assign(event.Records[0]!.dynamodb.NewImage!, { big: { N: '12345678901234567890' } });
    await handle(({ changes }) => {
      seen = changes[0]?.new;
    })(event, lambdaContext());
    expect(seen).toEqual({ id: 'a', big: 12345678901234567890n });
  });

  test('is delivered again from the first failure with each', async () => {
    const event = tableStream({ records });
    const seen: string[] = [];
    const result = await handle((batch) =>
      batch.each(({ type }) => {
        seen.push(type);
        if (type === 'update') throw new Error('no updates today');
      }),
    )(event, lambdaContext());
    expect(seen).toEqual(['insert', 'update']);
    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: event.Records[1]?.dynamodb.SequenceNumber }] });
  });

  test('is delivered again as a whole when the handler throws', async () => {
    const event = tableStream({ records });
    const result = await handle(() => {
      throw new Error('out of luck');
    })(event, lambdaContext());
    expect(result).toEqual({ batchItemFailures: [{ itemIdentifier: event.Records[0]?.dynamodb.SequenceNumber }] });
  });

  test('succeeds when the handler returns', async () => {
    expect(await handle(() => undefined)(tableStream({ records }), lambdaContext())).toEqual({ batchItemFailures: [] });
  });
});
