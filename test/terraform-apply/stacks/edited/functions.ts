import * as path from 'node:path';
import type { Construct } from 'constructs';
import type { ProviderModule } from 'tradewind';

/** Two functions, with handlers in the folder `HANDLERS`. */
export function declareFunctions(
  { ApiFunction, ScheduledJob }: Pick<ProviderModule, 'ApiFunction' | 'ScheduledJob'>,
  scope: Construct,
): void {
  const handlers = process.env.HANDLERS ?? '';
  new ApiFunction(scope, 'Api', { entry: path.join(handlers, 'api.ts'), routes: ['GET /'], auth: 'none' });
  new ScheduledJob(scope, 'Job', {
    entry: path.join(handlers, 'job.ts'),
    schedule: 'every hour at :00',
    overlap: 'allow',
  });
}
