import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

const db = DynamoDBDocumentClient.from(new DynamoDBClient());

/** Counts one more beat of a day, `2027-01-31`. */
export async function countBeat(table: string, day: string, at: string): Promise<void> {
  const update = new UpdateCommand({
    TableName: table,
    Key: { day },
    UpdateExpression: 'ADD beats :one SET latest = :at',
    ExpressionAttributeValues: { ':one': 1, ':at': at },
  });
  await db.send(update);
}

/** How many beats a day had. */
export async function beatsOf(table: string, day: string): Promise<number> {
  const { Item: item } = await db.send(new GetCommand({ TableName: table, Key: { day } }));
  return Number(item?.beats ?? 0);
}
