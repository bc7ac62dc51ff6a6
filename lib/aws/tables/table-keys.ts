import { Stack } from 'aws-cdk-lib';
import type { CfnTable, ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IndexKeys, KeyPart, TableOptions } from '../../runtime/item-keys';

/** Member of an imported table that holds its keys. */
export const importedKeys = Symbol('importedKeys');

type Schema = readonly CfnTable.KeySchemaProperty[] | undefined;

/** Members of the CDK's two L1 tables that describe keys. */
interface L1 {
  readonly keySchema?: unknown;
  readonly globalSecondaryIndexes?: unknown;
  readonly localSecondaryIndexes?: unknown;
}

/**
 * Keys and indexes of a table of the CDK, which queries require; for imported tables, those given, if any. Read from
 * the L1, because the L2s expose their keys in two ways, or not at all.
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
