import type { ChangeFilter } from '../../constructs/change-processor';
import type { Problems } from '../../errors';

type Values = readonly (string | number | boolean)[];
/** A pattern of an event source mapping. Every name must match. */
export type Pattern = Readonly<Record<string, unknown>>;

const EVENTS = { insert: 'INSERT', update: 'MODIFY', delete: 'REMOVE' } as const;
const ALL_TYPES = Object.keys(EVENTS) as (keyof typeof EVENTS)[];
/** Limits of an event source mapping. @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventfiltering.html */
const MAX_PATTERNS = 5;
const MAX_CHARACTERS = 4096;

/**
 * Patterns of which one must match; undefined for all changes. In a stream, a value is nested below the letter of its
 * type, so values of several types require a pattern per type, and several such attributes one per combination.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb-filtering.html
 */
export function streamPatterns(filter: ChangeFilter | undefined): Pattern[] | undefined {
  if (filter === undefined) return undefined;
  const { types = ALL_TYPES, where = {} } = filter;
  const images = combinations(Object.entries(where));
  if (Object.keys(where).length === 0)
    return filter.types === undefined ? undefined : [{ eventName: types.map((type) => EVENTS[type]) }];
  const written = types.filter((type) => type !== 'delete').map((type) => EVENTS[type]);
  return images.flatMap((image) => [
    ...(written.length > 0 ? [{ eventName: written, dynamodb: { NewImage: image } }] : []),
    ...(types.includes('delete') ? [{ eventName: ['REMOVE'], dynamodb: { OldImage: image } }] : []),
  ]);
}

/**
 * Checks a filter for the limits of event source mappings. Filters that are invalid on every provider were refused
 * before.
 */
export function checkStreamPatterns(problems: Problems, filter: ChangeFilter | undefined): void {
  const patterns = streamPatterns(filter) ?? [];
  problems.require(patterns.length <= MAX_PATTERNS, {
    code: 'CHANGE_FILTER',
    prop: 'filter.where',
    value: patterns.length,
    rule: `requires more than the ${MAX_PATTERNS} patterns of an event source mapping: one per type of value, and twice as many with deletions`,
    fix: 'give an attribute values of one type, omit delete, or filter in the handler',
  });
  for (const pattern of patterns)
    problems.require(JSON.stringify(pattern).length <= MAX_CHARACTERS, {
      code: 'CHANGE_FILTER',
      prop: 'filter.where',
      value: JSON.stringify(pattern).length,
      rule: `is a pattern of more than the ${MAX_CHARACTERS} characters that an event source mapping accepts`,
      fix: 'give fewer values, or filter in the handler',
    });
}

/** Combinations that give every attribute one of its types. */
function combinations([first, ...rest]: readonly [string, Values][]): Pattern[] {
  if (first === undefined) return [{}];
  const [name, values] = first;
  return byType(values).flatMap((typed) => combinations(rest).map((others) => ({ [name]: typed, ...others })));
}

/** Nests the values below the letters of their types, numbers as text. */
function byType(values: Values): Pattern[] {
  const of = (type: string) => values.filter((value) => typeof value === type);
  const [texts, numbers, booleans] = [of('string'), of('number'), of('boolean')];
  return [
    ...(texts.length > 0 ? [{ S: texts }] : []),
    ...(numbers.length > 0 ? [{ N: numbers.map((number) => String(Number(number) + 0)) }] : []),
    ...(booleans.length > 0 ? [{ BOOL: booleans }] : []),
  ];
}
