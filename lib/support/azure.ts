import type { SupportColumn, Unsupported } from './types';

const notYet: Unsupported = { unsupported: 'is not built yet', nearest: 'use it on AWS' };

/** What tradewind makes of each prop on Azure. */
export const azure: SupportColumn = {
  ApiFunction: { whole: notYet },
  ScheduledJob: { whole: notYet },
  ImagePipeline: { whole: notYet },
  FileProcessor: { whole: notYet },
  QueueWorker: { whole: notYet },
  ChangeProcessor: { whole: notYet },
  Bucket: { whole: notYet },
  Table: { whole: notYet },
  Queue: { whole: notYet },
  Secret: { whole: notYet },
};
