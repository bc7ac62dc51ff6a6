import type { Problems } from '../errors';
import type { KeyAttribute, TableProps } from './state';

const KEY_NAME = /^[A-Za-z_][A-Za-z0-9_]{0,62}$/;

/** Checks the props of a `Table` that mean the same on every provider. */
export function checkTable(problems: Problems, { partitionKey, sortKey, timeToLive }: TableProps): void {
  checkKey(problems, 'partitionKey', partitionKey);
  if (sortKey !== undefined) checkKey(problems, 'sortKey', sortKey);
  problems.require(sortKey === undefined || keyName(sortKey) !== keyName(partitionKey), {
    code: 'TABLE_KEY',
    prop: 'sortKey',
    value: sortKey,
    rule: 'is the attribute of the partition key as well, so it would tell nothing apart',
    fix: 'name another attribute, or leave it out',
  });
  const keys = [partitionKey, sortKey].map((key) => (key === undefined ? undefined : keyName(key)));
  problems.require(timeToLive === undefined || !keys.includes(timeToLive), {
    code: 'TABLE_TTL',
    prop: 'timeToLive',
    value: timeToLive,
    rule: 'is part of the key, and the time that an item ends is no identity',
    fix: 'name an attribute of its own',
  });
}

/** Name of a key's attribute. */
export function keyName(key: KeyAttribute): string {
  return typeof key === 'string' ? key : key.name;
}

function checkKey(problems: Problems, prop: 'partitionKey' | 'sortKey', key: KeyAttribute): void {
  problems.require(KEY_NAME.test(keyName(key) ?? ''), {
    code: 'TABLE_KEY',
    prop,
    value: key,
    rule: 'is no name that every provider takes: a letter or underscore, then letters, digits, underscores, 63 in all',
    fix: 'rename the attribute',
  });
}
