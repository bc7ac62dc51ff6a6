import type { Overridden } from '../constructs/overridden';

/** Names in the prop `overrides` on Cloudflare, by construct. Others are refused. */
export const cloudflareOverridden = {
  ApiFunction: { script: true },
  ScheduledJob: { script: true },
  PlainFunction: { script: true },
  ImagePipeline: { version: true, consumer: true },
  FileProcessor: { script: true, consumer: true },
  QueueWorker: { script: true, consumer: true },
  ChangeProcessor: { script: true, consumer: true },
  Bucket: { bucket: true },
  Table: { database: true },
  Queue: { queue: true, deadLetterQueue: true },
  Secret: { variable: true },
} as const satisfies Overridden;
