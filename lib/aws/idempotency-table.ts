import { RemovalPolicy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { acknowledge } from './acknowledge';
import { explainResource } from './explain';

/**
 * The table in which a worker remembers what it has done, with the attributes that Powertools expects. It bills per
 * request, forgets by itself, and goes with the worker.
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/#required-resources
 */
export function createIdempotencyTable(scope: Construct): dynamodb.Table {
  const table = new dynamodb.Table(scope, 'Done', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: 'expiration',
    removalPolicy: RemovalPolicy.DESTROY,
  });
  explainResource(
    table,
    'Remembers which messages have been worked on, so that none is worked on twice.',
    'idempotency',
  );
  acknowledge(table, 'disposableTable', 'tableKey');
  return table;
}
