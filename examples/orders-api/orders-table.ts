import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  paginateScan,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';

/** What the functions of this example get from the stack. */
export interface Env {
  readonly TABLE: string;
}

/** An order as it is stored and shown. */
export interface Order {
  readonly id: string;
  readonly item: string;
  readonly quantity: number;
  readonly note?: string;
  readonly shippedBy?: string;
}

// Outside the handlers, so that an instance keeps its connection from one request to the next.
const db = DynamoDBDocumentClient.from(new DynamoDBClient(), { marshallOptions: { removeUndefinedValues: true } });

export async function saveOrder(env: Env, order: Order): Promise<void> {
  await db.send(new PutCommand({ TableName: env.TABLE, Item: { pk: orderKey(order.id), ...order } }));
}

export async function findOrder(env: Env, id: string): Promise<Order | undefined> {
  const { Item: item } = await db.send(new GetCommand({ TableName: env.TABLE, Key: { pk: orderKey(id) } }));
  if (item === undefined) return undefined;
  return toOrder(item);
}

/** All orders, page by page as they are read. */
export async function* allOrders(env: Env): AsyncGenerator<Order> {
  const query = { TableName: env.TABLE, FilterExpression: 'begins_with(pk, :order)' };
  const values = { ExpressionAttributeValues: { ':order': orderKey('') } };
  for await (const page of paginateScan({ client: db }, { ...query, ...values })) {
    for (const item of page.Items ?? []) yield toOrder(item);
  }
}

/** Returns whether there was such an order. */
export async function removeOrder(env: Env, id: string): Promise<boolean> {
  const key = { pk: orderKey(id) };
  const { Attributes: old } = await db.send(
    new DeleteCommand({ TableName: env.TABLE, Key: key, ReturnValues: 'ALL_OLD' }),
  );
  return old !== undefined;
}

/** Returns whether there was such an order. */
export async function markShipped(env: Env, id: string, carrier: string): Promise<boolean> {
  const update = new UpdateCommand({
    TableName: env.TABLE,
    Key: { pk: orderKey(id) },
    UpdateExpression: 'SET shippedBy = :carrier',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeValues: { ':carrier': carrier },
  });
  try {
    await db.send(update);
    return true;
  } catch (error) {
    if ((error as Error).name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

/** A file that belongs to an order. An item holds 400 KB, which the stack's `maxRequestBytes` stays below. */
export interface StoredFile {
  readonly type: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export async function saveFile(env: Env, id: string, name: string, file: StoredFile): Promise<void> {
  await db.send(new PutCommand({ TableName: env.TABLE, Item: { pk: fileKey(id, name), ...file } }));
}

export async function findFile(env: Env, id: string, name: string): Promise<StoredFile | undefined> {
  const { Item: item } = await db.send(new GetCommand({ TableName: env.TABLE, Key: { pk: fileKey(id, name) } }));
  return item as StoredFile | undefined;
}

function toOrder({ pk: _, ...order }: Record<string, unknown>): Order {
  return order as unknown as Order;
}

function orderKey(id: string): string {
  return `order#${id}`;
}

function fileKey(id: string, name: string): string {
  return `file#${id}#${name}`;
}
