import type { FirestoreDatabase } from '@cdktf/provider-google/lib/firestore-database';
import { FirestoreField } from '@cdktf/provider-google/lib/firestore-field';
import { FirestoreIndex } from '@cdktf/provider-google/lib/firestore-index';
import type { Construct } from 'constructs';
import { explain } from '../../app-model/model';
import type { Indexes, IndexKeys } from '../../runtime/item-keys';
import { attributePath, ITEMS } from '../clients/documents';
import { GoogleStack } from '../stack/stack';

const ORDERS = ['ASCENDING', 'DESCENDING'] as const;
/** Items of all partitions. */
const ALL = 'COLLECTION_GROUP';

/**
 * The indexes that queries of a table's secondary indexes use: one for each direction, because Firestore reads no index
 * backwards.
 * @see https://firebase.google.com/docs/firestore/query-data/index-overview
 */
export function createIndexes(scope: Construct, database: FirestoreDatabase, indexes: Indexes = {}): void {
  const alone = new Set<string>();
  for (const [name, keys] of Object.entries(indexes)) {
    if (keys.sortKey === undefined) alone.add(keys.partitionKey.name);
    else createComposite(scope, database, name, keys);
  }
  for (const attribute of alone) createSingle(scope, database, attribute);
}

function createComposite(scope: Construct, database: FirestoreDatabase, name: string, keys: IndexKeys): void {
  const { partitionKey, sortKey } = keys;
  if (sortKey === undefined) return;
  for (const order of ORDERS) {
    const index = new FirestoreIndex(scope, `Index-${name}-${order.toLowerCase()}`, {
      project: GoogleStack.of(scope).project,
      database: database.name,
      collection: ITEMS,
      queryScope: ALL,
      fields: [
        { fieldPath: attributePath(partitionKey.name), order: 'ASCENDING' },
        { fieldPath: attributePath(sortKey.name), order },
      ],
    });
    const purpose = `Serves queries by the index ${name}, ${order.toLowerCase()}.`;
    explain(index, { type: 'google_firestore_index', purpose, prop: 'indexes' });
  }
}

function createSingle(scope: Construct, database: FirestoreDatabase, attribute: string): void {
  const field = new FirestoreField(scope, `Index-of-${attribute}`, {
    database: database.name,
    collection: ITEMS,
    field: attributePath(attribute),
    indexConfig: { indexes: ORDERS.map((order) => ({ order, queryScope: ALL })) },
  });
  const purpose = `Serves queries by ${attribute} only.`;
  explain(field, { type: 'google_firestore_field', purpose, prop: 'indexes' });
}
