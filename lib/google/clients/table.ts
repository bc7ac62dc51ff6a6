import { ConflictError } from '../../runtime/client-errors.js';
import type { TableClient, TableKey, TableQuery } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import {
  checkIndexKeys,
  checkQuery,
  type IndexKeys,
  keyPart,
  keysOf,
  type TableOptions,
} from '../../runtime/item-keys.js';
import { attributePath, FIELDS, ITEMS, itemPath, partitionPath } from './documents.js';
import { type Firestore, type FirestoreDocument, firestore } from './firestore.js';
import { type FirestoreFields, type FirestoreValue, fromValue, toFields, toValue } from './firestore-values.js';

export type { TableOptions };

type Item = Record<string, unknown>;

const PAGE = 100;

/** Creates the client of a table whose database is in the variable `name`. */
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
      const keys = keysOf(query, options);
      checkQuery(query, keys);
      if (query.index === undefined && keys.sortKey === undefined) return alone(raw, query);
      const { limit = PAGE } = query;
      // One more than requested, which shows if there is another page.
      const request = query.index === undefined ? select(query, limit + 1) : selectByIndex(query, keys, limit + 1);
      const documents = await raw.query(query.index === undefined ? partitionOf(query) : '', request);
      const page = documents.slice(0, limit);
      const last = documents.length > limit ? page.at(-1) : undefined;
      return { items: page.map(({ fields }) => itemOf(fields)), cursor: last && cursorOf(last, query, keys) };
    },
    async put(item, { ifAbsent = false } = {}) {
      const written = await raw.put(pathOf(item as TableKey), documentOf(item, options), ifAbsent ? false : undefined);
      if (!written) throw new ConflictError('An item with that key exists');
    },
    async delete(key) {
      await raw.delete(pathOf(key));
    },
  };
}

/** @throws TypeError when part of the key is missing, or neither text nor a number */
function parts(item: TableKey, { partitionKey, sortKey }: TableOptions) {
  return { partition: keyPart(item, partitionKey), sort: sortKey === undefined ? undefined : keyPart(item, sortKey) };
}

function documentOf(item: Item, { sortKey, timeToLive, indexes }: TableOptions): FirestoreFields {
  checkIndexKeys(item, indexes);
  const expires = timeToLive === undefined ? undefined : item[timeToLive];
  return {
    [FIELDS.item]: { mapValue: { fields: toFields(item) } },
    ...(sortKey !== undefined && { [FIELDS.sort]: toValue(item[sortKey]) }),
    // Firestore deletes by a timestamp, not by a number.
    ...(typeof expires === 'number' && {
      [FIELDS.expires]: { timestampValue: new Date(expires * 1000).toISOString() },
    }),
  };
}

function itemOf(fields: FirestoreFields): Item {
  return fromValue(fields[FIELDS.item]!) as Item;
}

function partitionOf({ partition }: TableQuery): string {
  return partitionPath(keyPart({ partition }, 'partition'));
}

/** Reads a partition of a table without a sort key: one item at most. */
async function alone(raw: Firestore, { partition }: TableQuery) {
  const found = await raw.get(itemPath(keyPart({ partition }, 'partition'), undefined));
  return { items: found ? [itemOf(found.fields)] : [] };
}

/** Builds a condition on a field. @see https://cloud.google.com/firestore/docs/reference/rest/v1/StructuredQuery */
const filter = (fieldPath: string, op: string, value: FirestoreValue) => ({
  fieldFilter: { field: { fieldPath }, op, value },
});

function range(fieldPath: string, { prefix, from, to }: TableQuery): object[] {
  const add = (op: string, value: unknown) => (value === undefined ? [] : [filter(fieldPath, op, toValue(value))]);
  if (prefix === undefined) return [...add('GREATER_THAN_OR_EQUAL', from), ...add('LESS_THAN_OR_EQUAL', to)];
  // The prefix followed by the highest character: no value with that prefix comes after it.
  return [...add('GREATER_THAN_OR_EQUAL', prefix), ...add('LESS_THAN', `${prefix}\u{10FFFF}`)];
}

function where(filters: readonly object[]): object {
  return filters.length === 0 ? {} : { where: { compositeFilter: { op: 'AND', filters } } };
}

function select(query: TableQuery, limit: number): object {
  const { descending = false, cursor } = query;
  const after = descending ? 'LESS_THAN' : 'GREATER_THAN';
  const filters = range(FIELDS.sort, query);
  if (cursor !== undefined) filters.push(filter(FIELDS.sort, after, JSON.parse(cursor)));
  return {
    from: [{ collectionId: ITEMS }],
    ...where(filters),
    orderBy: [{ field: { fieldPath: FIELDS.sort }, direction: descending ? 'DESCENDING' : 'ASCENDING' }],
    limit,
  };
}

/** Searches all partitions. Items with the same sort key are ordered by their names, which are unique. */
function selectByIndex(query: TableQuery, { partitionKey, sortKey }: IndexKeys, limit: number): object {
  const { partition, descending = false, cursor } = query;
  const sort = sortKey && attributePath(sortKey.name);
  const direction = descending ? 'DESCENDING' : 'ASCENDING';
  return {
    from: [{ collectionId: ITEMS, allDescendants: true }],
    ...where([
      filter(attributePath(partitionKey.name), 'EQUAL', toValue(partition)),
      ...(sort === undefined ? [] : range(sort, query)),
    ]),
    orderBy: [...(sort === undefined ? [] : [sort]), '__name__'].map((fieldPath) => ({
      field: { fieldPath },
      direction,
    })),
    ...(cursor !== undefined && { startAt: { values: JSON.parse(cursor), before: false } }),
    limit,
  };
}

/** Firestore's own values, which lose nothing. */
function cursorOf({ name, fields }: FirestoreDocument, { index }: TableQuery, { sortKey }: IndexKeys): string {
  if (index === undefined) return JSON.stringify(fields[FIELDS.sort]);
  const reference = { referenceValue: name };
  return JSON.stringify(sortKey === undefined ? [reference] : [toValue(itemOf(fields)[sortKey.name]), reference]);
}
