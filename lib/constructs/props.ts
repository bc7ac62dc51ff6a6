import type { Complete } from '../catalogue';
import type { ApiFunctionProps } from './api-function';
import type { ChangeProcessorProps } from './change-processor';
import type { FileProcessorProps } from './file-processor';
import type { ImagePipelineProps } from './image-pipeline';
import type { PlainFunctionProps } from './plain-function';
import type { QueueWorkerProps } from './queue-worker';
import type { ScheduledJobProps } from './scheduled-job';
import type { BucketProps, QueueProps, SecretProps, TableProps } from './state';

/** Props of each construct. */
export type PropsOf = Complete<{
  ApiFunction: ApiFunctionProps;
  ScheduledJob: ScheduledJobProps;
  PlainFunction: PlainFunctionProps;
  ImagePipeline: ImagePipelineProps;
  FileProcessor: FileProcessorProps;
  QueueWorker: QueueWorkerProps;
  ChangeProcessor: ChangeProcessorProps;
  Bucket: BucketProps;
  Table: TableProps;
  Queue: QueueProps;
  Secret: SecretProps;
}>;
