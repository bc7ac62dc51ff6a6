import type { CosmosdbSqlContainerIndexingPolicy } from '@cdktn/provider-azurerm/lib/cosmosdb-sql-container';
import type { Indexes, IndexKeys } from '../../runtime/item-keys';

const ORDERS = ['ascending', 'descending'] as const;

/**
 * Indexed parts of the documents of a table: the sort key, and the attributes of its secondary indexes, with the keys of the
 * item that make the order unique.
 * @see https://learn.microsoft.com/azure/cosmos-db/index-policy#composite-indexes
 */
export function indexingPolicy(indexes: Indexes = {}): CosmosdbSqlContainerIndexingPolicy {
  const all = Object.values(indexes);
  const included = new Set(['/sort/?', ...all.flatMap((keys) => pathsOf(keys).map((path) => `${path}/?`))]);
  const compositeIndex = all.flatMap((keys) =>
    ORDERS.map((order) => ({
      index: [...pathsOf(keys), '/partition', '/id'].map((path) => ({ path, order })),
    })),
  );
  return {
    indexingMode: 'consistent',
    includedPath: [...included].map((path) => ({ path })),
    excludedPath: [{ path: '/*' }],
    ...(compositeIndex.length > 0 && { compositeIndex }),
  };
}

function pathsOf({ partitionKey, sortKey }: IndexKeys): string[] {
  return (sortKey === undefined ? [partitionKey] : [partitionKey, sortKey]).map(({ name }) => `/item/${name}`);
}
