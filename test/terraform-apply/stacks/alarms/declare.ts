import * as path from 'node:path';
import type { Construct } from 'constructs';
import type { ProviderModule } from 'tradewind';

const handlers = path.join(__dirname, '../../../fixtures/handlers');
const entry = path.join(handlers, 'worker.ts');

/** Constructs with alarms, in a scope that has an alarm topic. */
export function declareWatched(provider: ProviderModule, scope: Construct): void {
  const table = new provider.Table(scope, 'Orders', { partitionKey: 'id' });
  new provider.ApiFunction(scope, 'Api', { entry: path.join(handlers, 'orders.ts'), auth: 'none' });
  new provider.PlainFunction(scope, 'Welcome', { entry: path.join(handlers, 'plain.ts') });
  new provider.ScheduledJob(scope, 'Hourly', { entry: path.join(handlers, 'job.ts'), schedule: 'every hour' });
  new provider.QueueWorker(scope, 'Receipts', { entry });
  new provider.FileProcessor(scope, 'Intake', { entry });
  new provider.ImagePipeline(scope, 'Photos', { variants: { thumb: { width: 64 } } });
  new provider.ChangeProcessor(scope, 'Totals', { entry, table });
}
