import * as path from 'node:path';
import type { Construct } from 'constructs';
import type { JwtAuth, ProviderModule } from 'tradewind';
import type { EnvOf } from 'tradewind/runtime';
import type { Order } from './order';

/**
 * Orders over HTTP, their files, and the routes of the staff: the same on every provider that has tables and buckets.
 * `staff` sets whose tokens the staff sends, which depends on the provider.
 */
export function declareOrders(
  { ApiFunction, Bucket, Table }: Pick<ProviderModule, 'ApiFunction' | 'Bucket' | 'Table'>,
  scope: Construct,
  staff: JwtAuth,
) {
  // Examples leave nothing behind; a shop would keep its orders and its files.
  const table = new Table<Order>(scope, 'Table', { partitionKey: 'id', removalPolicy: 'destroy' });
  const bucket = new Bucket(scope, 'FilesOfOrders', { removalPolicy: 'destroy' });
  const ordersBindings = { ORDERS: table };
  const filesBindings = { FILES: bucket };

  // Open to guests: anyone who knows the id of an order may see it.
  new ApiFunction(scope, 'Orders', {
    entry: file('orders.ts'),
    routes: ['POST /orders', 'GET /orders/latest', 'GET /orders/{id}'],
    auth: 'none',
    cors: { origins: ['https://shop.example'], credentials: true },
    bindings: ordersBindings,
  });
  new ApiFunction(scope, 'Files', {
    entry: file('files.ts'),
    routes: ['PUT /orders/{id}/files/{name+}', 'GET /orders/{id}/files/{name+}'],
    auth: 'none',
    maxRequestBytes: 300_000,
    bindings: filesBindings,
  });
  new ApiFunction(scope, 'StaffOrders', {
    entry: file('staff.ts'),
    routes: ['DELETE /orders/{id}'],
    auth: staff,
    bindings: ordersBindings,
  });
  return { table, bucket, ordersBindings, filesBindings };
}

type App = ReturnType<typeof declareOrders>;
/** The `env` of each handler, inferred from the declarations above. */
export type OrdersEnv = EnvOf<App['ordersBindings']>;
export type FilesEnv = EnvOf<App['filesBindings']>;

function file(name: string): string {
  return path.join(__dirname, name);
}
