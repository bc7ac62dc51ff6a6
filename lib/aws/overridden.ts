import type { Overridden } from '../constructs/overridden';

/** Names in the prop `overrides` on AWS, by construct. Others are refused. */
export const awsOverridden = {
  ApiFunction: { function: true, url: true },
  ScheduledJob: { function: true, schedule: true, failures: true },
  PlainFunction: { function: true, failures: true },
  ImagePipeline: {
    function: true,
    source: true,
    results: true,
    queue: true,
    deadLetterQueue: true,
    mapping: true,
    distribution: true,
  },
  FileProcessor: { function: true, bucket: true, queue: true, deadLetterQueue: true, mapping: true },
  QueueWorker: { function: true, queue: true, deadLetterQueue: true, mapping: true },
  ChangeProcessor: { function: true, failures: true, mapping: true },
  Bucket: { bucket: true },
  Table: { table: true },
  Queue: { queue: true, deadLetterQueue: true },
  Secret: { secret: true },
} as const satisfies Overridden;
