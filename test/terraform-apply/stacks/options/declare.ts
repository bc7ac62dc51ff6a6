import * as path from 'node:path';
import type { Construct } from 'constructs';
import { days, minutes, type ProviderModule } from 'tradewind';

const handlers = path.join(__dirname, '../../../fixtures/handlers');
const entry = path.join(handlers, 'worker.ts');

/** Constructs with the optional props that add resources or blocks, which the examples leave out. */
export function declareOptions(provider: ProviderModule, scope: Construct): void {
  const bucket = new provider.Bucket(scope, 'Files', { expireAfter: days(30), removalPolicy: 'destroy' });
  const table = new provider.Table(scope, 'Sessions', {
    partitionKey: 'id',
    sortKey: { name: 'at', type: 'number' },
    timeToLive: 'expires',
    removalPolicy: 'destroy',
  });
  const queue = new provider.Queue(scope, 'Jobs', { retention: days(1), maxAttempts: 7 });
  const secret = new provider.Secret(scope, 'Key', {
    description: 'Key of the payment provider',
    removalPolicy: 'destroy',
  });
  const bindings = { FILES: bucket, SESSIONS: table, JOBS: queue, KEY: secret };
  const environment = { STAGE: 'test' };
  new provider.ApiFunction(scope, 'Api', {
    entry: path.join(handlers, 'orders.ts'),
    routes: ['GET /orders/{id}', 'POST /orders'],
    auth: 'none',
    cors: { origins: ['https://shop.example.com'] },
    bindings,
    environment,
  });
  new provider.ScheduledJob(scope, 'Weekly', {
    entry: path.join(handlers, 'job.ts'),
    schedule: 'every monday at 09:00',
    timeZone: 'UTC',
    input: { kind: 'weekly' },
    environment,
  });
  new provider.FileProcessor(scope, 'Intake', {
    entry,
    bucket,
    prefix: 'in/',
    suffix: '.csv',
    bindings: { KEY: secret },
  });
  new provider.QueueWorker(scope, 'Work', { entry, queue, idempotency: { key: 'id' }, timeout: minutes(2) });
  new provider.ChangeProcessor(scope, 'Totals', { entry, table });
}
