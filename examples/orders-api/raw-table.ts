import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/**
 * Type of `raw` of a bound table on AWS: the client of the SDK that the binding itself uses, and the name of the table.
 */
export interface RawTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}
