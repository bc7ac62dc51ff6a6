import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DeleteCommand, DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { ConflictError } from '../../runtime/client-errors.js';
import type { TableClient, TableQuery } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { checkQuery, type TableOptions as KnownOptions, keysOf } from '../../runtime/item-keys.js';
import { parseJson, stringifyJson } from '../../runtime/json-text.js';
import { fromAttributes, TRANSLATE, toAttribute, toAttributes } from './attribute-values.js';

/** Names of the key attributes; for an imported table they may be unknown. */
export type TableOptions = Partial<KnownOptions>;

/** The SDK's document client, and the name of the table. */
export interface RawTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

type Item = Record<string, unknown>;

const PAGE = 100;

// One for all tables: it holds the connections.
let shared: DynamoDBDocumentClient | undefined;
// One with the SDK's own numbers, for users of `raw`.
let sharedRaw: DynamoDBDocumentClient | undefined;

/** Creates the client of a table whose name is in the variable `name`. */
export function tableClient(name: string, options: TableOptions): BindingFactory {
  return (variables) => {
    shared ??= DynamoDBDocumentClient.from(new DynamoDBClient({}), TRANSLATE);
    const raw = {
      get client() {
        const { marshallOptions } = TRANSLATE;
        sharedRaw ??= DynamoDBDocumentClient.from(new DynamoDBClient({}), { marshallOptions });
        return sharedRaw;
      },
      table: String(variables[name]),
    };
    return createTableClient(raw, options, shared);
  };
}

/**
 * `client` sends the requests; the default is that of `raw`, for tests.
 * @see https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/Package/-aws-sdk-lib-dynamodb/
 */
export function createTableClient(
  raw: RawTable,
  options: TableOptions,
  client: DynamoDBDocumentClient = raw.client,
): TableClient<Item, RawTable> {
  const { table: TableName } = raw;
  return {
    raw,
    async get(key) {
      // Consistent, so that earlier writes are seen.
      const { Item } = await client.send(new GetCommand({ TableName, Key: toAttributes(key), ConsistentRead: true }));
      return Item && (fromAttributes(Item) as Item);
    },
    async query(query) {
      const { Items = [], LastEvaluatedKey } = await client.send(
        new QueryCommand({ TableName, ...queryInput(query, options) }),
      );
      return {
        items: Items.map(fromAttributes) as Item[],
        cursor: LastEvaluatedKey && stringifyJson(fromAttributes(LastEvaluatedKey)),
      };
    },
    async put(item, { ifAbsent = false } = {}) {
      const condition = ifAbsent
        ? {
            ConditionExpression: 'attribute_not_exists(#key)',
            ExpressionAttributeNames: { '#key': known(options).partitionKey },
          }
        : {};
      await orConflict(() => client.send(new PutCommand({ TableName, Item: toAttributes(item), ...condition })));
    },
    async delete(key) {
      await client.send(new DeleteCommand({ TableName, Key: toAttributes(key) }));
    },
  };
}

function queryInput(query: TableQuery, options: TableOptions) {
  const { index, partition, prefix, from, to, descending = false, limit = PAGE, cursor } = query;
  const keys = keysOf(query, known(options));
  checkQuery(query, keys);
  const conditions = ['#partition = :partition'];
  const values: Record<string, unknown> = { ':partition': toAttribute(partition) };
  const names: Record<string, string> = { '#partition': keys.partitionKey.name };
  const addSort = (condition: string, given: Record<string, unknown>) => {
    conditions.push(condition);
    names['#sort'] = keys.sortKey?.name ?? '';
    Object.assign(values, toAttributes(given));
  };
  if (prefix !== undefined) addSort('begins_with(#sort, :prefix)', { ':prefix': prefix });
  else if (from !== undefined && to !== undefined) addSort('#sort BETWEEN :from AND :to', { ':from': from, ':to': to });
  else if (from !== undefined) addSort('#sort >= :from', { ':from': from });
  else if (to !== undefined) addSort('#sort <= :to', { ':to': to });
  return {
    IndexName: index,
    KeyConditionExpression: conditions.join(' AND '),
    ExpressionAttributeNames: names,
    ExpressionAttributeValues: values,
    ScanIndexForward: !descending,
    Limit: limit,
    ExclusiveStartKey: cursor === undefined ? undefined : toAttributes(parseJson(cursor)),
  };
}

/** @throws Error when the keys are not known */
function known({ partitionKey, ...options }: TableOptions): KnownOptions {
  if (partitionKey !== undefined) return { ...options, partitionKey };
  throw new Error(
    '[tradewind:TABLE_KEY] The keys of the imported table are not known. ' +
      'Fix: import it with Table.fromTableName({ partitionKey, … }) of tradewind/aws, or use env.….raw.',
  );
}

async function orConflict(write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if ((error as Error).name !== 'ConditionalCheckFailedException') throw error;
    throw new ConflictError('An item with that key exists', { cause: error });
  }
}
