import type { Overridden } from '../constructs/overridden';

/** Names in the prop `overrides` on Azure, by construct. Others are refused. */
export const azureOverridden = {
  ApiFunction: { functionApp: true },
  ScheduledJob: { functionApp: true },
  PlainFunction: { functionApp: true },
  ImagePipeline: { functionApp: true },
  FileProcessor: { functionApp: true },
  QueueWorker: { functionApp: true },
  ChangeProcessor: { functionApp: true },
  Bucket: { account: true },
  Table: { container: true },
  Queue: { account: true },
  Secret: {},
} as const satisfies Overridden;
