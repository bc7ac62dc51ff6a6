import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient, ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { type FunctionConfiguration, LambdaClient, ListFunctionsCommand } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Clients of the deployment's account; the environment sets its address. */
export const database = DynamoDBDocumentClient.from(new DynamoDBClient());
export const lambda = new LambdaClient();
export const s3 = new S3Client({ forcePathStyle: true });
export const sqs = new SQSClient({ useQueueUrlAsEndpoint: false });
export const logs = new CloudWatchLogsClient();

/** Returns the function of a construct: `Orders-FilesFunction` for `Orders/Files`. */
export async function findFunction(prefix: string): Promise<FunctionConfiguration> {
  const { Functions: functions = [] } = await lambda.send(new ListFunctionsCommand({ MaxItems: 100 }));
  return only(prefix, functions, ({ FunctionName: name }) => name);
}

export async function findTable(prefix: string): Promise<string> {
  const { TableNames: names = [] } = await database.send(new ListTablesCommand({}));
  return only(prefix, names, (name) => name);
}

/** Returns the URL of a queue. */
export async function findQueue(prefix: string): Promise<string> {
  const { QueueUrls: urls = [] } = await sqs.send(new ListQueuesCommand({}));
  return only(prefix, urls, (url) => url.slice(url.lastIndexOf('/') + 1));
}

/** Returns the lines that a function logged: JSON is parsed, lines of the platform are left out. */
export async function logsOf(prefix: string): Promise<Record<string, unknown>[]> {
  const { LoggingConfig: config } = await findFunction(prefix);
  const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: config?.LogGroup }));
  return events.flatMap(({ message = '' }) => (message.startsWith('{') ? JSON.parse(message) : []));
}

function only<T>(prefix: string, items: readonly T[], nameOf: (item: T) => string | undefined): T {
  const found = items.filter((item) => nameOf(item)?.startsWith(prefix));
  if (found.length === 1) return found[0] as T;
  throw new Error(`${found.length} resources begin with ${prefix}, of ${items.map(nameOf).join(', ')}`);
}
