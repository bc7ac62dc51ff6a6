import type { ConstructName } from '../../catalogue';
import { apiFunction } from './api-function';
import type { Behaviour } from './behaviour';
import { plainFunction } from './plain-function';
import { queueWorker } from './queue-worker';
import { scheduledJob } from './scheduled-job';

/** The local behaviour of each construct. A new construct does not compile without a row. */
export const behaviours: Readonly<Record<ConstructName, Behaviour>> = {
  ApiFunction: apiFunction,
  ScheduledJob: scheduledJob,
  PlainFunction: plainFunction,
  QueueWorker: queueWorker,
  ImagePipeline: { missing: 'uploads make no variants' },
  FileProcessor: { missing: 'uploads invoke no function' },
  ChangeProcessor: { missing: 'changes invoke no function' },
  Bucket: 'state',
  Table: 'state',
  Queue: 'state',
  Secret: 'state',
};
