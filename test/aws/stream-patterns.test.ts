import * as fc from 'fast-check';
import { toChange } from '../../lib/aws/adapter/change';
import { streamPatterns } from '../../lib/aws/tables/stream-patterns';
import { checkChangeFilter } from '../../lib/constructs/change-filter-checks';
import { Problems } from '../../lib/errors';
import { matchesFilter } from '../../lib/runtime/change-filter';
import { tableStream } from '../../lib/testing/events';

type Json = Readonly<Record<string, unknown>>;

/**
 * Evaluates a pattern as Lambda does: each name of it has to be there, and a list is of values of which one has to be equal.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html
 */
function matches(pattern: unknown, value: unknown): boolean {
  if (Array.isArray(pattern)) {
    if (pattern.length === 0) throw new Error('Empty arrays are not allowed');
    return pattern.includes(value);
  }
  const names = Object.entries(pattern as Json);
  if (names.length === 0) throw new Error('Empty objects are not allowed');
  return (
    typeof value === 'object' && value !== null && names.every(([name, each]) => matches(each, (value as Json)[name]))
  );
}

const scalars = fc.oneof(fc.constantFrom('x', '1', 'true', ''), fc.constantFrom(0, 1, -1, 1.5, 12345), fc.boolean());
const filters = fc.record(
  {
    types: fc.uniqueArray(fc.constantFrom('insert' as const, 'update' as const, 'delete' as const), { minLength: 1 }),
    where: fc.dictionary(fc.constantFrom('a', 'b'), fc.array(scalars, { minLength: 1, maxLength: 4 }), { maxKeys: 2 }),
  },
  { requiredKeys: [] },
);
const items = fc.record({ a: fc.option(scalars, { nil: undefined }), b: fc.option(scalars, { nil: null }) });
const kinds = fc.constantFrom('INSERT' as const, 'MODIFY' as const, 'REMOVE' as const);

test('the patterns of a stream and the filter of the other providers want the same changes', () => {
  fc.assert(
    fc.property(filters, kinds, items, items, (filter, type, item, before) => {
      const id = { id: 'i' };
      const images = {
        INSERT: { new: { ...id, ...item } },
        MODIFY: { new: { ...id, ...item }, old: { ...id, ...before } },
        REMOVE: { old: { ...id, ...item } },
      }[type];
      const [record] = tableStream({ records: [{ type, key: id, ...images }] }).Records;
      const patterns = streamPatterns(filter);
      const wanted = patterns === undefined || patterns.some((pattern) => matches(pattern, record));
      expect(wanted).toBe(matchesFilter(filter, toChange(record!)));
    }),
    { numRuns: 500 },
  );
});

test('values of two types are two patterns, and of two attributes every combination', () => {
  expect(streamPatterns({ types: ['insert'], where: { a: ['x', 1] } })).toEqual([
    { eventName: ['INSERT'], dynamodb: { NewImage: { a: { S: ['x'] } } } },
    { eventName: ['INSERT'], dynamodb: { NewImage: { a: { N: ['1'] } } } },
  ]);
  expect(streamPatterns({ where: { a: ['x', 1], b: [true, 'y'] } })).toHaveLength(8);
});

test.each<[string, object]>([
  ['no types', { types: [] }],
  ['no values', { where: { a: [] } }],
  ['a number that no provider has', { where: { a: [Number.NaN] } }],
  ['a number that JavaScript does not hold', { where: { a: [2 ** 60] } }],
  ['a number with an exponent', { where: { a: [1e-7] } }],
])('a filter with %s is refused', (_name, filter) => {
  const problems = new Problems('Shop/Changes');
  checkChangeFilter(problems, filter);
  expect(() => problems.throwIfAny()).toThrow(/CHANGE_FILTER/);
});
