import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { StateRemovalPolicy } from '../../constructs/state';
import { acknowledge } from '../stack/acknowledge';
import { explainResource } from '../stack/explain';
import { removalPolicyOf } from '../stack/removal-policy';

/**
 * Creates the table in which a worker records the messages that it has processed, with the attributes that Powertools
 * expects. It bills per request, and its items expire. Retained, because without it a renamed worker would repeat its
 * work.
 * @see https://docs.aws.amazon.com/powertools/typescript/latest/features/idempotency/#required-resources
 */
export function createIdempotencyTable(scope: Construct, removalPolicy: StateRemovalPolicy): dynamodb.Table {
  const table = new dynamodb.Table(scope, 'Done', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    timeToLiveAttribute: 'expiration',
    removalPolicy: removalPolicyOf(removalPolicy),
  });
  explainResource(table, 'Records which messages were processed, so that none is processed twice.', 'idempotency');
  acknowledge(table, 'disposableTable', 'tableKey');
  return table;
}

/** Grants the permissions that the idempotency utility of Powertools requires. */
export function grantRecords(table: dynamodb.Table, grantee: IGrantable): void {
  table.grant(grantee, 'dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem');
}
