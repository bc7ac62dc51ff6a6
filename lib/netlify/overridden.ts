import type { Overridden } from '../constructs/overridden';

/** Names in the prop `overrides` on Netlify, by construct. Others are refused. */
export const netlifyOverridden = {
  ApiFunction: { function: true },
  ScheduledJob: { function: true },
  PlainFunction: {},
  ImagePipeline: { path: true, function: true },
  FileProcessor: { path: true, function: true },
  QueueWorker: { function: true },
  ChangeProcessor: {},
  Bucket: {},
  Table: {},
  Queue: {},
  Secret: { variable: true },
} as const satisfies Overridden;
