import * as path from 'node:path';
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { minutes } from 'tradewind';
import * as aws from 'tradewind/aws';
import type { Order } from './order';
import { declareOrders } from './orders-app';

/** Orders on AWS, with features of AWS only: users, a key for carriers, a stream, and a native function. */
export class OrdersStack extends Stack {
  readonly users = new cognito.UserPool(this, 'Staff', {
    signInAliases: { username: true },
    removalPolicy: RemovalPolicy.DESTROY,
  });
  readonly client = this.users.addClient('Client', { authFlows: { userPassword: true } });
  readonly orders = declareOrders(
    aws,
    this,
    aws.jwt({
      issuer: `https://cognito-idp.${this.region}.amazonaws.com/${this.users.userPoolId}`,
      audience: [this.client.userPoolClientId],
    }),
  );
  readonly table = this.orders.table as aws.Table<Order>;
  /**
   * Bindings of the functions below, each with no more than it needs; their handlers take the types of `env` from here.
   */
  readonly bindings = {
    shipments: { ORDERS: aws.writeOnly(this.table) },
    export: { ORDERS: aws.readOnly(this.table) },
  };

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    // For carriers, who send a key that a function checks.
    new aws.ApiFunction(this, 'Shipments', {
      entry: here('shipments.ts'),
      routes: ['PUT /orders/{id}/shipment'],
      auth: aws.authorizer({ entry: here('carrier-authorizer.ts'), headers: ['x-carrier-key'] }),
      bindings: this.bindings.shipments,
    });

    // For the bookkeeping, which signs with AWS credentials. A stream has no limit of size, and a URL of its own.
    const bookkeeping = new aws.ApiFunction(this, 'Export', {
      entry: here('export.ts'),
      routes: ['GET /export'],
      auth: 'iam',
      streaming: true,
      timeout: minutes(5),
      bindings: this.bindings.export,
    });
    // No binding grants the right to read all of a table.
    this.table.table.grant(bookkeeping, 'dynamodb:Scan');

    new aws.ApiFunction(this, 'Health', {
      entry: here('health.ts'),
      routes: ['GET /status'],
      auth: 'none',
      memory: 256,
    });

    new CfnOutput(this, 'FilesBucket', { value: (this.orders.bucket as aws.Bucket).bucket.bucketName });
    new CfnOutput(this, 'ExportUrl', { value: bookkeeping.url });
    new CfnOutput(this, 'StaffPool', { value: this.users.userPoolId });
    new CfnOutput(this, 'StaffClient', { value: this.client.userPoolClientId });
  }
}

function here(file: string): string {
  return path.join(__dirname, file);
}
