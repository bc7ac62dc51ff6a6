import type { Overridden } from '../constructs/overridden';

/** Names in the prop `overrides` on Google Cloud, by construct. Others are refused. */
export const googleOverridden = {
  ApiFunction: { function: true },
  ScheduledJob: { function: true, schedule: true },
  PlainFunction: { function: true },
  ImagePipeline: { function: true, subscription: true },
  FileProcessor: { function: true, subscription: true },
  QueueWorker: { function: true },
  ChangeProcessor: { function: true },
  Bucket: { bucket: true },
  Table: { database: true },
  Queue: { subscription: true },
  Secret: { secret: true },
} as const satisfies Overridden;
