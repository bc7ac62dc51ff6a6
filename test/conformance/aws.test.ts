import { conform } from './conform';
import { driver, installRuntime } from './drivers/aws';
import { apiFunction } from './suites/api-function';
import { boundFunction } from './suites/bound-function';
import { bucket } from './suites/bucket';
import { changeProcessor } from './suites/change-processor';
import { fileProcessor } from './suites/file-processor';
import { idempotency } from './suites/idempotency';
import { imagePipeline } from './suites/image-pipeline';
import { plainFunction } from './suites/plain-function';
import { queueWorker } from './suites/queue-worker';
import { scheduledJob } from './suites/scheduled-job';
import { secret } from './suites/secret';
import { table } from './suites/table';
import { tokens } from './suites/tokens';

describe(driver.provider, () => {
  // Separate, since it takes its time at the first run.
  beforeAll(installRuntime, 300_000);
  conform(driver, [
    apiFunction,
    tokens,
    scheduledJob,
    bucket,
    table,
    queueWorker,
    idempotency,
    fileProcessor,
    imagePipeline,
    changeProcessor,
    secret,
    boundFunction,
    plainFunction,
  ]);
});
