import * as path from 'node:path';
import type { Construct } from 'constructs';
import { type ProviderModule, readOnly, seconds, writeOnly } from 'tradewind';
import type { EnvOf } from 'tradewind/runtime';

/** Order as it is stored. */
export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly total: number;
  readonly placed: string;
}

/** Result of the check of an order. */
export interface Verdict {
  readonly accepted: boolean;
  readonly reason?: string;
}

/** Receipt to write. */
export interface ReceiptJob {
  readonly order: Order;
}

/** Number and total of a customer's orders. */
export interface CustomerTotal {
  readonly customer: string;
  readonly orders: number;
  readonly total: number;
}

/** The whole shop, with every kind of trigger. For providers that have tables. */
export function declareShop(provider: ProviderModule, scope: Construct) {
  const backOffice = declareBackOffice(provider, scope);
  declarePhotos(provider, scope);
  return { ...backOffice, ...declareOrders(provider, scope, backOffice.receiptJobs) };
}

/** Orders: a route that stores them, and a function that receives each change. */
export function declareOrders(
  { ApiFunction, ChangeProcessor, PlainFunction, Table }: ProviderModule,
  scope: Construct,
  receiptJobs: InstanceType<ProviderModule['Queue']>,
) {
  const orders = new Table<Order>(scope, 'Orders', { partitionKey: 'id', removalPolicy: 'destroy' });
  const totals = new Table<CustomerTotal>(scope, 'Totals', { partitionKey: 'customer', removalPolicy: 'destroy' });
  const risk = new PlainFunction<Order, Verdict>(scope, 'Risk', { entry: file('risk.ts') });
  const apiBindings = { ORDERS: orders, TOTALS: readOnly(totals), RECEIPT_JOBS: receiptJobs, RISK: risk };
  const totalsBindings = { TOTALS: totals };

  const api = new ApiFunction(scope, 'Api', {
    entry: file('api.ts'),
    routes: ['POST /orders', 'GET /orders/{id}', 'GET /customers/{name}'],
    auth: 'none',
    cors: { origins: ['https://shop.example'] },
    bindings: apiBindings,
  });
  new ChangeProcessor(scope, 'CountOrders', { entry: file('totals.ts'), table: orders, bindings: totalsBindings });
  return { api, apiBindings, totalsBindings };
}

/** Background work: receipts from a queue, price lists from uploads, and a report at night. */
export function declareBackOffice(
  { Bucket, FileProcessor, Queue, QueueWorker, ScheduledJob, Secret }: ProviderModule,
  scope: Construct,
) {
  const documents = new Bucket(scope, 'Documents', { removalPolicy: 'destroy' });
  const receiptJobs = new Queue<ReceiptJob>(scope, 'ReceiptJobs');
  const signingKey = new Secret(scope, 'SigningKey', { description: 'Signs receipts', removalPolicy: 'destroy' });
  const receiptBindings = { DOCUMENTS: writeOnly(documents), SIGNING_KEY: signingKey };
  const documentBindings = { DOCUMENTS: documents };

  new QueueWorker(scope, 'WriteReceipts', {
    entry: file('receipts.ts'),
    queue: receiptJobs,
    bindings: receiptBindings,
  });
  new FileProcessor(scope, 'ReadPrices', {
    entry: file('prices.ts'),
    prefix: 'prices/',
    suffix: '.csv',
    bindings: documentBindings,
  });
  new ScheduledJob(scope, 'Report', {
    entry: file('report.ts'),
    schedule: 'every day at 03:00',
    timeZone: 'UTC',
    timeout: seconds(25),
    bindings: documentBindings,
  });
  return { receiptJobs, receiptBindings, documentBindings };
}

/** A small variant of each uploaded photo. */
export function declarePhotos({ ImagePipeline }: ProviderModule, scope: Construct): void {
  new ImagePipeline(scope, 'Photos', { variants: { thumb: { width: 200, format: 'webp' } } });
}

type Shop = ReturnType<typeof declareShop>;
/** The `env` of each handler, inferred from the declarations above. */
export type ApiEnv = EnvOf<Shop['apiBindings']>;
export type TotalsEnv = EnvOf<Shop['totalsBindings']>;
export type ReceiptEnv = EnvOf<Shop['receiptBindings']>;
export type DocumentEnv = EnvOf<Shop['documentBindings']>;

function file(name: string): string {
  return path.join(__dirname, name);
}
