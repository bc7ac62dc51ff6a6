import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { StateRemovalPolicy } from '../../constructs/state';
import { acknowledge } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';
import { removalPolicyOf } from '../stack/removal-policy';

/**
 * The table in which a worker remembers what it has done, with the attributes that Powertools expects. It bills per
 * request and forgets by itself. Without it, a worker that was renamed would repeat what it has done.
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/#required-resources
 */
export function createIdempotencyTable(scope: Construct, removalPolicy: StateRemovalPolicy): dynamodb.Table {
  const table = new dynamodb.Table(scope, 'Done', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: 'expiration',
    removalPolicy: removalPolicyOf(removalPolicy),
  });
  explainResource(
    table,
    'Remembers which messages have been worked on, so that none is worked on twice.',
    'idempotency',
  );
  acknowledge(table, 'disposableTable', 'tableKey');
  return table;
}

/** Grants what the idempotency utility of Powertools needs. */
export function grantRecords(table: dynamodb.Table, grantee: IGrantable): void {
  table.grant(grantee, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem');
}
