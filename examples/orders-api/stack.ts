import * as path from 'node:path';
import { CfnOutput, RemovalPolicy, Stack, type StackProps } from 'aws-cdk-lib';
import * as cognito from 'aws-cdk-lib/aws-cognito';
import { AttributeType, TableV2 } from 'aws-cdk-lib/aws-dynamodb';
import type { Construct } from 'constructs';
import { minutes } from 'tradewind';
import { ApiFunction, authorizer, jwt } from 'tradewind/aws';

/** Orders over HTTP: one API, a stream and one table. */
export class OrdersStack extends Stack {
  readonly orders: ApiFunction;
  readonly files: ApiFunction;
  readonly shipments: ApiFunction;
  readonly staff: ApiFunction;
  readonly export: ApiFunction;
  readonly health: ApiFunction;

  constructor(scope: Construct, id: string, props?: StackProps) {
    super(scope, id, props);
    // Examples leave nothing behind; a shop would keep its table and its users.
    const removalPolicy = RemovalPolicy.DESTROY;
    const table = new TableV2(this, 'Table', {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      removalPolicy,
    });
    const environment = { TABLE: table.tableName };

    // Open to guests: whoever knows the id of an order may see it.
    this.orders = new ApiFunction(this, 'Orders', {
      entry: here('orders.ts'),
      routes: ['POST /orders', 'GET /orders/latest', 'GET /orders/{id}'],
      auth: 'none',
      cors: { origins: ['https://shop.example'], credentials: true },
      environment,
    });
    this.files = new ApiFunction(this, 'Files', {
      entry: here('files.ts'),
      routes: ['PUT /orders/{id}/files/{name+}', 'GET /orders/{id}/files/{name+}'],
      auth: 'none',
      maxRequestBytes: 300_000,
      environment,
    });

    // For carriers, who show a key that a function checks.
    this.shipments = new ApiFunction(this, 'Shipments', {
      entry: here('shipments.ts'),
      routes: ['PUT /orders/{id}/shipment'],
      auth: authorizer({ entry: here('carrier-authorizer.ts'), headers: ['x-carrier-key'] }),
      environment,
    });

    // For the staff, who show a token of the user pool.
    const users = new cognito.UserPool(this, 'Staff', { signInAliases: { username: true }, removalPolicy });
    const client = users.addClient('Client', { authFlows: { userPassword: true } });
    this.staff = new ApiFunction(this, 'StaffOrders', {
      entry: here('staff.ts'),
      routes: ['DELETE /orders/{id}'],
      auth: jwt({
        issuer: `https://cognito-idp.${this.region}.amazonaws.com/${users.userPoolId}`,
        audience: [client.userPoolClientId],
      }),
      environment,
    });

    // For the bookkeeping, which signs with AWS credentials. A stream has no limit of size, and a URL of its own.
    this.export = new ApiFunction(this, 'Export', {
      entry: here('export.ts'),
      routes: ['GET /export'],
      auth: 'iam',
      streaming: true,
      timeout: minutes(5),
      environment,
    });

    this.health = new ApiFunction(this, 'Health', {
      entry: here('health.ts'),
      routes: ['GET /status'],
      auth: 'none',
      memory: 256,
    });

    table.grantReadWriteData(this.orders.function);
    table.grantReadWriteData(this.files.function);
    table.grantReadWriteData(this.shipments.function);
    table.grantReadWriteData(this.staff.function);
    table.grantReadData(this.export.function);
    new CfnOutput(this, 'ExportUrl', { value: this.export.url });
    new CfnOutput(this, 'StaffPool', { value: users.userPoolId });
    new CfnOutput(this, 'StaffClient', { value: client.userPoolClientId });
  }
}

function here(file: string): string {
  return path.join(__dirname, file);
}
