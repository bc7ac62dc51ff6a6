import type { ConstructName } from '../../catalogue';
import { apiFunction } from './api-function';
import type { Behaviour } from './behaviour';
import { changeProcessor } from './change-processor';
import { fileProcessor } from './file-processor';
import { imagePipeline } from './image-pipeline';
import { plainFunction } from './plain-function';
import { queueWorker } from './queue-worker';
import { scheduledJob } from './scheduled-job';

/** The local behaviour of each construct. A new construct does not compile without a row. */
export const behaviours: Readonly<Record<ConstructName, Behaviour>> = {
  ApiFunction: apiFunction,
  ScheduledJob: scheduledJob,
  PlainFunction: plainFunction,
  QueueWorker: queueWorker,
  ImagePipeline: imagePipeline,
  FileProcessor: fileProcessor,
  ChangeProcessor: changeProcessor,
  Bucket: 'state',
  Table: 'state',
  Queue: 'state',
  Secret: 'state',
};
