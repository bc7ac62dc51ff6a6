import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { ConflictError } from '../../runtime/client-errors.js';
import type { TableClient, TableQuery } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';

/** The names of the key's attributes. */
export interface TableOptions {
  readonly partitionKey?: string;
  readonly sortKey?: string;
}

/** The SDK's document client, and the name of the table. */
export interface RawTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

type Item = Record<string, unknown>;

const PAGE = 100;

// One for all tables: it holds the connections.
let shared: DynamoDBDocumentClient | undefined;

/** The client of a table whose name is in the variable `name`. */
export function tableClient(name: string, options: TableOptions): BindingFactory {
  return (variables) => {
    shared ??= DynamoDBDocumentClient.from(new DynamoDBClient({}), {
      marshallOptions: { removeUndefinedValues: true },
    });
    return createTableClient({ client: shared, table: String(variables[name]) }, options);
  };
}

/** @see https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-aws-sdk-lib-dynamodb/ */
export function createTableClient(raw: RawTable, options: TableOptions): TableClient<Item, RawTable> {
  const { client, table: TableName } = raw;
  return {
    raw,
    async get(key) {
      // Consistent, so that what was written before is seen.
      const { Item } = await client.send(new GetCommand({ TableName, Key: { ...key }, ConsistentRead: true }));
      return Item;
    },
    async query(query) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({ TableName, ...queryInput(query, options) }),
      );
      return { items: Items, cursor: LastEvaluatedKey && JSON.stringify(LastEvaluatedKey) };
    },
    async put(item, { ifAbsent = false } = {}) {
      const condition = ifAbsent
        ? {
            ConditionExpression: 'attribute_not_exists(#key)',
            ExpressionAttributeNames: { '#key': partitionKey(options) },
          }
        : {};
      await orConflict(() => client.send(new PutCommand({ TableName, Item: item, ...condition })));
    },
    async delete(key) {
      await client.send(new DeleteCommand({ TableName, Key: { ...key } }));
    },
  };
}

function queryInput(query: TableQuery, options: TableOptions) {
  const { partition, prefix, from, to, descending = false, limit = PAGE, cursor } = query;
  const conditions = ['#partition = :partition'];
  const values: Record<string, unknown> = { ':partition': partition };
  const names: Record<string, string> = { '#partition': partitionKey(options) };
  const addSort = (condition: string, given: Record<string, unknown>) => {
    conditions.push(condition);
    names['#sort'] = sortKey(options);
    Object.assign(values, given);
  };
  if (prefix !== undefined && (from !== undefined || to !== undefined))
    throw new TypeError('A query takes a prefix, or from and to, of the sort key.');
  if (prefix !== undefined) addSort('begins_with(#sort, :prefix)', { ':prefix': prefix });
  else if (from !== undefined && to !== undefined) addSort('#sort BETWEEN :from AND :to', { ':from': from, ':to': to });
  else if (from !== undefined) addSort('#sort >= :from', { ':from': from });
  else if (to !== undefined) addSort('#sort <= :to', { ':to': to });
  return {
    KeyConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
    ScanIndexForward: !descending,
    Limit: limit,
    ExclusiveStartKey: cursor === undefined ? undefined : (JSON.parse(cursor) as Item),
  };
}

function partitionKey({ partitionKey: name }: TableOptions): string {
  if (name !== undefined) return name;
  throw new Error(
    '[tradewind:TABLE_KEY] The keys of an imported table are not known. Fix: use env.….raw, or a Table of tradewind.',
  );
}

function sortKey({ sortKey: name }: TableOptions): string {
  if (name !== undefined) return name;
  throw new Error('[tradewind:TABLE_KEY] The table has no sort key. Fix: query by the partition alone.');
}

async function orConflict(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
    throw new ConflictError('There is an item of that key already', { cause: error });
  }
}
