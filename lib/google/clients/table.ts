import { ConflictError } from '../../runtime/client-errors.js';
import type { TableClient, TableKey, TableQuery } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { FIELDS, ITEMS, itemPath, partitionPath } from './documents.js';
import { type Firestore, firestore } from './firestore.js';
import { type FirestoreFields, fromValue, toFields, toValue } from './firestore-values.js';

/** The names of the attributes that mean something. */
export interface TableOptions {
  readonly partitionKey: string;
  readonly sortKey?: string;
  readonly timeToLive?: string;
}

type Item = Record<string, unknown>;

const PAGE = 100;

/** The client of a table whose database is in the variable `name`. */
export function tableClient(name: string, options: TableOptions): BindingFactory {
  return (variables) => createTableClient(firestore(String(variables[name])), options);
}

/** @see https://cloud.google.com/firestore/docs/reference/rest */
export function createTableClient(raw: Firestore, options: TableOptions): TableClient<Item, Firestore> {
  const pathOf = (key: TableKey) => {
    const { partition, sort } = parts(key, options);
    return itemPath(partition, sort);
  };
  return {
    raw,
    async get(key) {
      const found = await raw.get(pathOf(key));
      return found && itemOf(found.fields);
    },
    async query(query) {
      if (options.sortKey === undefined) return alone(raw, query);
      const { limit = PAGE } = query;
      // One more than is asked for, which tells whether there is another page.
      const documents = await raw.query(partitionPath(query.partition), select(query, limit + 1));
      const page = documents.slice(0, limit);
      const last = page.at(-1)?.fields[FIELDS.sort];
      return {
        items: page.map(({ fields }) => itemOf(fields)),
        cursor: documents.length > limit && last ? JSON.stringify(fromValue(last)) : undefined,
      };
    },
    async put(item, { ifAbsent = false } = {}) {
      const written = await raw.put(pathOf(item as TableKey), documentOf(item, options), ifAbsent ? false : undefined);
      if (!written) throw new ConflictError('There is an item of that key already');
    },
    async delete(key) {
      await raw.delete(pathOf(key));
    },
  };
}

/** @throws TypeError when part of the key is missing, or neither text nor a number */
function parts(item: TableKey, { partitionKey, sortKey }: TableOptions) {
  const part = (name: string) => {
    const value = item[name];
    if (typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value))) return value;
    throw new TypeError(`The key attribute ${name} is neither text nor a number: ${JSON.stringify(value)}`);
  };
  return { partition: part(partitionKey), sort: sortKey === undefined ? undefined : part(sortKey) };
}

function documentOf(item: Item, { sortKey, timeToLive }: TableOptions): FirestoreFields {
  const expires = timeToLive === undefined ? undefined : item[timeToLive];
  return {
    [FIELDS.item]: { mapValue: { fields: toFields(item) } },
    ...(sortKey !== undefined && { [FIELDS.sort]: toValue(item[sortKey]) }),
    // Firestore deletes by a time, not by a number.
    ...(typeof expires === 'number' && {
      [FIELDS.expires]: { timestampValue: new Date(expires * 1000).toISOString() },
    }),
  };
}

function itemOf(fields: FirestoreFields): Item {
  return fromValue(fields[FIELDS.item]!) as Item;
}

/** The partition of a table without a sort key: one item at the most. */
async function alone(raw: Firestore, { partition, prefix, from, to }: TableQuery) {
  if ((prefix ?? from ?? to) !== undefined)
    throw new TypeError('The table has no sort key: query by the partition alone.');
  const found = await raw.get(itemPath(partition, undefined));
  return { items: found ? [itemOf(found.fields)] : [] };
}

/** @see https://cloud.google.com/firestore/docs/reference/rest/v1/StructuredQuery */
function select(query: TableQuery, limit: number): object {
  const { prefix, from, to, descending = false, cursor } = query;
  if (prefix !== undefined && (from !== undefined || to !== undefined))
    throw new TypeError('A query takes a prefix, or from and to, of the sort key.');
  const field = { fieldPath: FIELDS.sort };
  const filters: object[] = [];
  const add = (op: string, value: unknown) => filters.push({ fieldFilter: { field, op, value: toValue(value) } });
  if (prefix !== undefined) {
    add('GREATER_THAN_OR_EQUAL', prefix);
    // Nothing that begins so comes after it with the last character of all.
    add('LESS_THAN', `${prefix}\u{10FFFF}`);
  }
  if (from !== undefined) add('GREATER_THAN_OR_EQUAL', from);
  if (to !== undefined) add('LESS_THAN_OR_EQUAL', to);
  if (cursor !== undefined) add(descending ? 'LESS_THAN' : 'GREATER_THAN', JSON.parse(cursor));
  return {
    from: [{ collectionId: ITEMS }],
    ...(filters.length > 0 && { where: { compositeFilter: { op: 'AND', filters } } }),
    orderBy: [{ field, direction: descending ? 'DESCENDING' : 'ASCENDING' }],
    limit,
  };
}
