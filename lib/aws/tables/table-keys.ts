import { Stack } from 'aws-cdk-lib';
import type { CfnTable, ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IndexKeys, KeyPart, TableOptions } from '../../runtime/item-keys';

/** Member under which an imported table keeps its keys. */
export const importedKeys = Symbol('importedKeys');

type Schema = readonly CfnTable.KeySchemaProperty[] | undefined;

/** The members of the two L1 tables of the CDK that tell of keys. */
interface L1 {
  readonly keySchema?: unknown;
  readonly globalSecondaryIndexes?: unknown;
  readonly localSecondaryIndexes?: unknown;
}

/**
 * The keys and indexes of a table of the CDK, without which no query can be written; given or unknown of imported tables.
 * Of the L1: the L2s tell their keys in two ways, or not at all.
 */
export function keysOfTable(table: ITable & { readonly [importedKeys]?: TableOptions }): Partial<TableOptions> {
  const given = table[importedKeys];
  if (given !== undefined) return given;
  const l1 = (table.node.defaultChild ?? {}) as L1;
  const resolve = (value: unknown) => Stack.of(table).resolve(value);
  const keys = keysOf(resolve(l1.keySchema));
  const found: readonly CfnTable.GlobalSecondaryIndexProperty[] = [
    ...(resolve(l1.globalSecondaryIndexes) ?? []),
    ...(resolve(l1.localSecondaryIndexes) ?? []),
  ];
  const indexes = found.flatMap(({ indexName, keySchema }): [string, IndexKeys][] => {
    const { partitionKey, sortKey } = keysOf(keySchema as Schema);
    return partitionKey === undefined ? [] : [[indexName, { partitionKey, ...(sortKey && { sortKey }) }]];
  });
  return {
    partitionKey: keys.partitionKey?.name,
    sortKey: keys.sortKey?.name,
    ...(indexes.length > 0 && { indexes: Object.fromEntries(indexes) }),
  };
}

function keysOf(schema: Schema = []): { partitionKey?: KeyPart; sortKey?: KeyPart } {
  const named = (type: string) => {
    const key = schema.find(({ keyType }) => keyType === type);
    return key && { name: key.attributeName };
  };
  return { partitionKey: named('HASH'), sortKey: named('RANGE') };
}
