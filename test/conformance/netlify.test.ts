import { conform } from './conform';
import { driver } from './drivers/netlify';
import { apiFunction } from './suites/api-function';
import { boundFunction } from './suites/bound-function';
import { bucket } from './suites/bucket';
import { fileProcessor } from './suites/file-processor';
import { idempotency } from './suites/idempotency';
import { imagePipeline } from './suites/image-pipeline';
import { queueWorker } from './suites/queue-worker';
import { scheduledJob } from './suites/scheduled-job';
import { secret } from './suites/secret';
import { tokens } from './suites/tokens';

describe(driver.provider, () =>
  conform(driver, [
    apiFunction,
    tokens,
    scheduledJob,
    bucket,
    fileProcessor,
    imagePipeline,
    queueWorker,
    idempotency,
    secret,
    boundFunction,
  ]),
);
