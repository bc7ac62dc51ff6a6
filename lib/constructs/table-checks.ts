import type { Problems } from '../errors';
import type { Indexes, KeyPart } from '../runtime/item-keys';
import type { KeyAttribute, TableIndex, TableProps } from './state';

const KEY_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;

/** Checks the props of a `Table` that are the same on every provider. */
export function checkTable(problems: Problems, props: TableProps): void {
  const { partitionKey, sortKey, timeToLive, indexes = {} } = props;
  checkKey(problems, 'partitionKey', partitionKey);
  if (sortKey !== undefined) checkKey(problems, 'sortKey', sortKey);
  problems.require(sortKey === undefined || keyName(sortKey) !== keyName(partitionKey), {
    code: 'TABLE_KEY',
    prop: 'sortKey',
    value: sortKey,
    rule: 'is also the attribute of the partition key, so it would distinguish nothing',
    fix: 'name another attribute, or omit the sort key',
  });
  const keys = [partitionKey, sortKey].map((key) => (key === undefined ? undefined : keyName(key)));
  problems.require(timeToLive === undefined || !keys.includes(timeToLive), {
    code: 'TABLE_TTL',
    prop: 'timeToLive',
    value: timeToLive,
    rule: 'is part of the key, and an expiry time does not identify an item',
    fix: 'name an attribute that is not a key',
  });
  checkIndexes(problems, props, indexes);
}

const INDEX_NAME = /^[A-Za-z][A-Za-z0-9_]{2,62}$/;
/** @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html#limits-secondary-indexes */
const MAX_INDEXES = 20;

function checkIndexes(problems: Problems, table: TableProps, indexes: Readonly<Record<string, TableIndex>>): void {
  const names = Object.keys(indexes);
  problems.require(names.length <= MAX_INDEXES, {
    code: 'TABLE_INDEX',
    prop: 'indexes',
    value: names.length,
    rule: `is more than the ${MAX_INDEXES} indexes that every provider supports`,
    fix: 'query by a prefix or a range of a sort key, or create another table',
  });
  const types = new Map<string, string>();
  for (const key of [table.partitionKey, ...(table.sortKey === undefined ? [] : [table.sortKey])])
    types.set(keyName(key), keyPart(key).type);
  for (const [name, index] of Object.entries(indexes)) checkIndex(problems, name, index, types);
}

function checkIndex(problems: Problems, name: string, index: TableIndex, types: Map<string, string>): void {
  const prop = `indexes.${name}`;
  problems.require(INDEX_NAME.test(name), {
    code: 'TABLE_INDEX',
    prop,
    rule: 'is not a valid index name on every provider: a letter, then letters, digits and underscores, 3 to 63 in total',
    fix: 'rename the index',
  });
  const { partitionKey, sortKey } = index;
  checkKey(problems, `${prop}.partitionKey`, partitionKey);
  if (sortKey !== undefined) checkKey(problems, `${prop}.sortKey`, sortKey);
  problems.require(sortKey === undefined || keyName(sortKey) !== keyName(partitionKey), {
    code: 'TABLE_INDEX',
    prop: `${prop}.sortKey`,
    value: sortKey,
    rule: 'is also the partition key of the index, so it would order nothing',
    fix: 'name another attribute, or omit the sort key',
  });
  for (const key of sortKey === undefined ? [partitionKey] : [partitionKey, sortKey]) {
    const declared = types.get(keyName(key)) ?? keyPart(key).type;
    problems.require(declared === keyPart(key).type, {
      code: 'TABLE_INDEX',
      prop,
      value: key,
      rule: `declares ${keyName(key)} as a ${keyPart(key).type}, which another key of the table declares as a ${declared}`,
      fix: 'give the attribute one type in all keys',
    });
    types.set(keyName(key), declared);
  }
}

/** A key attribute with its type. */
export function keyPart(key: KeyAttribute): Required<KeyPart> {
  return typeof key === 'string' ? { name: key, type: 'string' } : { name: key?.name, type: key?.type };
}

/** Indexes as options of a client; undefined if there are none. */
export function indexesOf({ indexes = {} }: Pick<TableProps, 'indexes'>): Indexes | undefined {
  const entries = Object.entries(indexes).map(([name, { partitionKey, sortKey }]) => [
    name,
    { partitionKey: keyPart(partitionKey), ...(sortKey !== undefined && { sortKey: keyPart(sortKey) }) },
  ]);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** Name of a key's attribute. */
export function keyName(key: KeyAttribute): string {
  return typeof key === 'string' ? key : key?.name;
}

function checkKey(problems: Problems, prop: string, key: KeyAttribute): void {
  problems.require(KEY_NAME.test(keyName(key) ?? ''), {
    code: 'TABLE_KEY',
    prop,
    value: key,
    rule: 'is not a valid attribute name on every provider: a letter or underscore, then letters, digits and underscores, at most 63 in total',
    fix: 'rename the attribute',
  });
}
