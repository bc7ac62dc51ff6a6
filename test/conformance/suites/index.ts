import type { ConstructName } from '../../../lib/catalogue';
import type { ProviderName } from '../../../lib/runtime/types';
import { support } from '../../../lib/support';
import type { Suite } from '../driver';
import { apiFunction } from './api-function';
import { boundFunction } from './bound-function';
import { bucket } from './bucket';
import { changeProcessor } from './change-processor';
import { fileProcessor } from './file-processor';
import { guards } from './guards';
import { idempotency } from './idempotency';
import { imagePipeline } from './image-pipeline';
import { plainFunction } from './plain-function';
import { queueWorker } from './queue-worker';
import { scheduledJob } from './scheduled-job';
import { secret } from './secret';
import { table } from './table';
import { tokens } from './tokens';

/** Suites of each construct. A construct without one does not compile. */
const SUITES: Readonly<Record<ConstructName, readonly Suite[]>> = {
  ApiFunction: [apiFunction, tokens, boundFunction],
  ScheduledJob: [scheduledJob],
  Bucket: [bucket],
  Table: [table],
  Queue: [queueWorker],
  QueueWorker: [queueWorker, idempotency],
  FileProcessor: [fileProcessor],
  ImagePipeline: [imagePipeline],
  ChangeProcessor: [changeProcessor],
  Secret: [secret],
  PlainFunction: [plainFunction],
};

/** Suites of a provider: those of the constructs that it supports, and its guards. */
export function suitesOf(provider: ProviderName): readonly Suite[] {
  const suites = Object.entries(SUITES).flatMap(([name, own]) =>
    isSupported(provider, name as ConstructName) ? own : [],
  );
  return [...new Set(suites), guards(provider)];
}

function isSupported(provider: ProviderName, name: ConstructName): boolean {
  const { whole } = support[provider][name];
  return typeof whole !== 'object' || !('unsupported' in whole);
}
