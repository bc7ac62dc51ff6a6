import * as path from 'node:path';
import type { Construct } from 'constructs';
import type { ProviderModule } from 'tradewind';

/** Clock that answers requests, and that strikes: the same on every provider. */
export function declareClock(
  { ApiFunction, ScheduledJob }: Pick<ProviderModule, 'ApiFunction' | 'ScheduledJob'>,
  scope: Construct,
) {
  new ApiFunction(scope, 'Clock', {
    entry: path.join(__dirname, 'clock.ts'),
    routes: ['GET /time/{zone+}'],
    auth: 'none',
    environment: { GREETING: 'Ahoy' },
  });
  new ScheduledJob(scope, 'Chime', {
    entry: path.join(__dirname, 'chime.ts'),
    schedule: 'every hour at :00',
    overlap: 'allow',
  });
}
