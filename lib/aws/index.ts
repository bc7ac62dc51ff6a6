/** Constructs of tradewind for AWS, built on aws-cdk-lib. */

// First, so that a missing package is reported by name.
import './installed';

export * from '../constructs/portable';
export { ApiFunction, type ApiFunctionProps } from './api-function';
export { Bucket, type BucketProps } from './bucket';
export { ChangeProcessor, type ChangeProcessorProps } from './change-processor';
export { awsDefaults } from './defaults';
export type { EnvOf } from './env-of';
export { FileProcessor, type FileProcessorProps } from './file-processor';
export { ImagePipeline, type ImagePipelineProps } from './image-pipeline';
export { ImportedBucket } from './objects/imported-bucket';
export { PlainFunction, type PlainFunctionProps } from './plain-function';
export { Queue, type QueueProps } from './queue';
export { QueueWorker, type QueueWorkerProps } from './queue-worker';
export { ImportedQueue } from './queues/imported-queue';
export { ScheduledJob, type ScheduledJobProps } from './scheduled-job';
export { Secret, type SecretProps } from './secret';
export { ImportedSecret } from './secrets/imported-secret';
export { alarmsTo } from './stack/alarms';
export { Table, type TableProps } from './table';
export { ImportedTable, type ImportedTableProps } from './tables/imported-table';
export type { AwsTypes } from './types';
export { type CacheValidationProps, cacheValidation } from './validation/cached-validation';
