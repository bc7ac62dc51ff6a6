import * as path from 'node:path';
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import type { Construct } from 'constructs';
import { minutes } from 'tradewind';
import { ApiFunction, authorizer, Bucket, jwt, readOnly, Table, writeOnly } from 'tradewind/aws';
import type { Order } from './order';

/** Orders over HTTP: one API, a stream, a table and a bucket. */
export class OrdersStack extends Stack {
  // Examples leave nothing behind; a shop would keep its orders, its files and its users.
  readonly table = new Table<Order>(this, 'Table', { partitionKey: 'id', removal: 'destroy' });
  readonly bucket = new Bucket(this, 'FilesOfOrders', { removal: 'destroy' });
  /** What the functions may use, each no more than it needs; the handlers take the types of `env` from here. */
  readonly bindings = {
    orders: { ORDERS: this.table },
    files: { FILES: this.bucket },
    shipments: { ORDERS: writeOnly(this.table) },
    staff: { ORDERS: this.table },
    export: { ORDERS: readOnly(this.table) },
  };

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    // Open to guests: whoever knows the id of an order may see it.
    new ApiFunction(this, 'Orders', {
      entry: here('orders.ts'),
      routes: ['POST /orders', 'GET /orders/latest', 'GET /orders/{id}'],
      auth: 'none',
      cors: { origins: ['https://shop.example'], credentials: true },
      bindings: this.bindings.orders,
    });
    new ApiFunction(this, 'Files', {
      entry: here('files.ts'),
      routes: ['PUT /orders/{id}/files/{name+}', 'GET /orders/{id}/files/{name+}'],
      auth: 'none',
      maxRequestBytes: 300_000,
      bindings: this.bindings.files,
    });

    // For carriers, who show a key that a function checks.
    new ApiFunction(this, 'Shipments', {
      entry: here('shipments.ts'),
      routes: ['PUT /orders/{id}/shipment'],
      auth: authorizer({ entry: here('carrier-authorizer.ts'), headers: ['x-carrier-key'] }),
      bindings: this.bindings.shipments,
    });

    // For the staff, who show a token of the user pool.
    const users = new cognito.UserPool(this, 'Staff', {
      signInAliases: { username: true },
      removalPolicy: RemovalPolicy.DESTROY,
    });
    const client = users.addClient('Client', { authFlows: { userPassword: true } });
    new ApiFunction(this, 'StaffOrders', {
      entry: here('staff.ts'),
      routes: ['DELETE /orders/{id}'],
      auth: jwt({
        issuer: `https://cognito-idp.${this.region}.amazonaws.com/${users.userPoolId}`,
        audience: [client.userPoolClientId],
      }),
      bindings: this.bindings.staff,
    });

    // For the bookkeeping, which signs with AWS credentials. A stream has no limit of size, and a URL of its own.
    const bookkeeping = new ApiFunction(this, 'Export', {
      entry: here('export.ts'),
      routes: ['GET /export'],
      auth: 'iam',
      streaming: true,
      timeout: minutes(5),
      bindings: this.bindings.export,
    });
    // Reading all of a table is a right that no binding gives.
    this.table.table.grant(bookkeeping, 'dynamodb:Scan');

    new ApiFunction(this, 'Health', {
      entry: here('health.ts'),
      routes: ['GET /status'],
      auth: 'none',
      memory: 256,
    });

    new CfnOutput(this, 'FilesBucket', { value: this.bucket.bucket.bucketName });
    new CfnOutput(this, 'ExportUrl', { value: bookkeeping.url });
    new CfnOutput(this, 'StaffPool', { value: users.userPoolId });
    new CfnOutput(this, 'StaffClient', { value: client.userPoolClientId });
  }
}

function here(file: string): string {
  return path.join(__dirname, file);
}
