import type { Overridden } from '../constructs/overridden';

/** Names in the prop `overrides` on Vercel, by construct. Others are refused. */
export const vercelOverridden = {
  ApiFunction: { function: true },
  ScheduledJob: { function: true },
  PlainFunction: {},
  ImagePipeline: { path: true, function: true },
  FileProcessor: { path: true, function: true },
  QueueWorker: { function: true, trigger: true },
  ChangeProcessor: {},
  Bucket: {},
  Table: {},
  Queue: {},
  Secret: { variable: true },
} as const satisfies Overridden;
