import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** What `raw` of a bound table is on AWS: the client of the SDK that the binding uses itself, and the name of the table. */
export interface RawTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}
