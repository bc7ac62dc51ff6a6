import { RemovalPolicy } from 'aws-cdk-lib';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { acknowledge } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';

/**
 * Creates the table of a job's lease, which allows one run at a time. It bills per request, and holds one item without
 * value after the run, so it is deleted with the job.
 */
export function createLeaseTable(scope: Construct): dynamodb.Table {
  const table = new dynamodb.Table(scope, 'Leases', {
    partitionKey: { name: 'pk', type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: 'ttl',
    removalPolicy: RemovalPolicy.DESTROY,
  });
  explainResource(table, 'Allows one run at a time, and skips a run that is delivered twice.', 'overlap');
  acknowledge(table, 'disposableTable', 'tableKey');
  return table;
}
