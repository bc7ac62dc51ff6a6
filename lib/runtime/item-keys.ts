import type { TableQuery } from './clients.js';

/** Key attribute, with the type of its declaration. */
export interface KeyPart {
  readonly name: string;
  readonly type?: 'string' | 'number';
}

/** Keys of a secondary index. */
export interface IndexKeys {
  readonly partitionKey: KeyPart;
  readonly sortKey?: KeyPart;
}

/** Secondary indexes of a table, by name. */
export type Indexes = Readonly<Record<string, IndexKeys>>;

/** Attribute names that the client of a table uses. */
export interface TableOptions {
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly timeToLive?: string;
  readonly indexes?: Indexes;
}

/** Item, or key of an item. */
type Item = Readonly<Record<string, unknown>>;

/**
 * Returns the value of a key attribute, for databases whose numbers are those of JavaScript.
 * @throws TypeError when it is neither text nor a number, or a number that would change there
 */
export function keyPart(item: Item, name: string): string | number {
  const value = item[name];
  if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return value;
  if (typeof value === 'bigint' && BigInt(Number(value)) === value) return Number(value);
  const found = typeof value === 'bigint' ? `${value}n, which has too many digits for a key here` : `${typeof value}`;
  throw new TypeError(
    `[tradewind:TABLE_KEY] The key attribute ${name} is ${found}. Fix: give text, or a number that JavaScript holds.`,
  );
}

/**
 * Checks the attributes of an item that indexes use, as DynamoDB does. An item without one is not in the index.
 * @throws TypeError that names the attribute and the index
 */
export function checkIndexKeys(item: Item, indexes: Indexes = {}): void {
  for (const [index, { partitionKey, sortKey }] of Object.entries(indexes))
    for (const { name, type } of sortKey === undefined ? [partitionKey] : [partitionKey, sortKey]) {
      const value = item[name];
      if (value === undefined) continue;
      const isKey = type === 'number' ? isNumber(item, name) : typeof value === 'string' && value !== '';
      if (isKey) continue;
      throw new TypeError(
        `[tradewind:TABLE_INDEX] ${name} is ${value === null ? 'null' : JSON.stringify(value) || typeof value}, but the index ${index} declares a ` +
          `${type}${type === 'string' ? ' that is not empty' : ''}. Fix: leave the attribute out of items that the index does not have.`,
      );
    }
}

function isNumber(item: Item, name: string): boolean {
  return typeof item[name] !== 'string' && typeof keyPart(item, name) === 'number';
}

/**
 * Returns the keys that a query uses: those of the table, or of the index that it names. @throws TypeError when there
 * is no such index
 */
export function keysOf({ index }: TableQuery, { partitionKey, sortKey, indexes = {} }: TableOptions): IndexKeys {
  if (index === undefined)
    return { partitionKey: { name: partitionKey }, sortKey: sortKey === undefined ? undefined : { name: sortKey } };
  const keys = Object.hasOwn(indexes, index) ? indexes[index] : undefined;
  if (keys !== undefined) return keys;
  const known = Object.keys(indexes);
  throw new TypeError(
    `[tradewind:TABLE_INDEX] The table has no index ${index}. Fix: ${known.length === 0 ? 'declare it in the prop indexes' : `query ${known.join(' or ')}`}.`,
  );
}

/** @throws TypeError for a query that no provider supports */
export function checkQuery({ prefix, from, to }: TableQuery, { sortKey }: IndexKeys): void {
  if (sortKey === undefined && (prefix ?? from ?? to) !== undefined)
    throw new TypeError(
      '[tradewind:TABLE_KEY] The table or the index has no sort key. Fix: query by the partition alone.',
    );
  if (prefix !== undefined && (from !== undefined || to !== undefined))
    throw new TypeError('A query takes a prefix, or from and to, of the sort key.');
}
