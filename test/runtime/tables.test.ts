import * as fc from 'fast-check';
import { Decimal } from '../../lib/runtime/numbers';
import { toPlain } from '../../lib/runtime/values';
import { attributes } from './arbitrary-values';
import { aws, azure, google } from './table-paths';

/** Names that one of the providers reserves, and numbers that only some of them store. */
const isKept = (value: unknown): boolean => {
  if (typeof value === 'number') return value !== 0 && !(Math.abs(value) < 1e120 && Math.abs(value) > 1e-120);
  if (typeof value === 'bigint') return `${value}`.length > 120 || `${value}`.replace(/^-|0+$/g, '').length > 38;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array || value instanceof Decimal)
    return false;
  if (Array.isArray(value) || value instanceof Set) return [...value].some(isKept);
  return Object.entries(value).some(([name, each]) => /^(__.*__)?$/s.test(name) || isKept(each));
};
const storable = attributes.map(toPlain).filter((value) => !isKept(value));

describe.each(Object.entries({ aws, google, azure }))('an item on %s', (_provider, open) => {
  test('is the same from get, query and change as it was put: no digit is lost, and no type changes', async () => {
    const path = open();
    const key = { id: 'a/å 漢字', at: 1.5 };
    await fc.assert(
      fc.asyncProperty(storable, async (value) => {
        const item = { ...key, value };
        await path.client.put(item);
        expect(await path.client.get(key)).toEqual(item);
        expect((await path.client.query({ partition: key.id, limit: 1 })).items[0]).toEqual(item);
        expect(await path.change()).toEqual(item);
      }),
      { numRuns: 100 },
    );
    path.stop();
  });

  test('has bytes, sets and large numbers', async () => {
    const path = open();
    const item = {
      id: 'ø漢',
      at: 7,
      bytes: new Uint8Array([0, 255, 7]),
      keys: new Set([new Uint8Array([1]), new Uint8Array([2, 3])]),
      ids: new Set([12345678901234567890n, 1]),
      big: 10n ** 40n,
      exact: new Decimal('0.12345678901234567891'),
      nested: { '~number': '1', list: [[1, [2]], { '[]': [] }] },
    };
    await path.client.put(item);
    expect(await path.client.get({ id: 'ø漢', at: 7 })).toEqual(item);
    expect(await path.change()).toEqual(item);
    path.stop();
  });

  test('is rejected if it would be lost', async () => {
    const path = open();
    const key = { id: 'a', at: 1 };
    await expect(path.client.put({ ...key, x: Number.NaN })).rejects.toThrow(/VALUE] the item\.x is NaN/);
    await expect(path.client.put({ ...key, x: () => 1 })).rejects.toThrow(/VALUE] the item\.x is function/);
    path.stop();
  });
});

test('a page of DynamoDB that ends at a large number continues there', async () => {
  const path = aws();
  const item = { id: 'a', at: 12345678901234567890n };
  await path.client.put(item);
  const { cursor } = await path.client.query({ partition: 'a' });
  expect((await path.client.query({ partition: 'a', cursor })).items).toEqual([item]);
  path.stop();
});
