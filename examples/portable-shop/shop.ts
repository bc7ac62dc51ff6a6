import * as path from 'node:path';
import type { Construct } from 'constructs';
import { type ProviderModule, readOnly, seconds, writeOnly } from 'tradewind';
import type { EnvOf } from 'tradewind/runtime';

/** An order as it is kept. */
export interface Order {
  readonly id: string;
  readonly customer: string;
  readonly total: number;
  readonly placed: string;
}

/** The judgement of an order. */
export interface Verdict {
  readonly accepted: boolean;
  readonly reason?: string;
}

/** A receipt that is to be written. */
export interface ReceiptJob {
  readonly order: Order;
}

/** How many orders a customer has placed, and for how much. */
export interface CustomerTotal {
  readonly customer: string;
  readonly orders: number;
  readonly total: number;
}

/** The whole shop: every trigger there is. For providers that have tables. */
export function declareShop(provider: ProviderModule, scope: Construct) {
  const backOffice = declareBackOffice(provider, scope);
  declarePhotos(provider, scope);
  return { ...backOffice, ...declareOrders(provider, scope, backOffice.receiptJobs) };
}

/** Orders: a route that keeps them, and a function that hears of each. */
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

/** What goes on behind the counter: receipts from a queue, price lists from uploads, and a report at night. */
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

/** A small one of each photo that is uploaded. */
export function declarePhotos({ ImagePipeline }: ProviderModule, scope: Construct): void {
  new ImagePipeline(scope, 'Photos', { variants: { thumb: { width: 200, format: 'webp' } } });
}

type Shop = ReturnType<typeof declareShop>;
/** The `env` of each handler, inferred from what is declared above. */
export type ApiEnv = EnvOf<Shop['apiBindings']>;
export type TotalsEnv = EnvOf<Shop['totalsBindings']>;
export type ReceiptEnv = EnvOf<Shop['receiptBindings']>;
export type DocumentEnv = EnvOf<Shop['documentBindings']>;

function file(name: string): string {
  return path.join(__dirname, name);
}
