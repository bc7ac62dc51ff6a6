import { checkIndexKeys, keyPart, keysOf } from '../../lib/runtime/item-keys';

const byPlace = { partitionKey: { name: 'place', type: 'string' }, sortKey: { name: 'rank', type: 'number' } } as const;
const options = { partitionKey: 'id', indexes: { byPlace } };

test('a key is text or a number that JavaScript holds', () => {
  expect([keyPart({ a: 'x' }, 'a'), keyPart({ a: 1.5 }, 'a'), keyPart({ a: 2n ** 60n }, 'a')]).toEqual([
    'x',
    1.5,
    2 ** 60,
  ]);
  for (const a of [undefined, null, true, Number.NaN, 12345678901234567891n, {}])
    expect(() => keyPart({ a }, 'a')).toThrow(/The key attribute a is/);
});

test('an item without an attribute of an index is not in it, and one of another type is rejected', () => {
  for (const item of [{}, { place: 'x' }, { place: 'x', rank: 1 }, { rank: 2 }])
    expect(() => checkIndexKeys(item, options.indexes)).not.toThrow();
  for (const item of [{ place: '' }, { place: 1 }, { place: null }, { rank: 'x' }, { rank: 12345678901234567891n }])
    expect(() => checkIndexKeys(item, options.indexes)).toThrow(TypeError);
});

test('a query uses the keys of the table or of the index that it names', () => {
  expect(keysOf({ partition: 'a' }, options)).toEqual({ partitionKey: { name: 'id' }, sortKey: undefined });
  expect(keysOf({ partition: 'a', index: 'byPlace' }, options)).toBe(byPlace);
  for (const index of ['byRank', 'toString'])
    expect(() => keysOf({ partition: 'a', index }, options)).toThrow(/no index .*query byPlace/);
});
