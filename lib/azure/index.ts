/** tradewind on Azure: constructs of Terraform resources. */

// First, so that a missing package is reported by name.
import './installed';

export * from '../constructs/portable';
export type { EnvOf } from '../runtime/env-of';
export { App } from '../terraform/engine';
export { ApiFunction, type ApiFunctionProps } from './api-function';
export { Bucket, type BucketProps } from './bucket';
export { ChangeProcessor, type ChangeProcessorProps } from './change-processor';
export { FileProcessor, type FileProcessorProps } from './file-processor';
export { ImagePipeline, type ImagePipelineProps } from './image-pipeline';
export type { ContainerAttributes, IBucket } from './objects/bucket-interface';
export { PlainFunction, type PlainFunctionProps } from './plain-function';
export { Queue, type QueueProps } from './queue';
export { QueueWorker, type QueueWorkerProps } from './queue-worker';
export type { QueueAttributes } from './queues/existing-queue';
export type { IQueue } from './queues/queue-interface';
export { ScheduledJob, type ScheduledJobProps } from './scheduled-job';
export { Secret, type SecretProps } from './secret';
export type { SecretAttributes } from './secrets/existing-secret';
export type { ISecret } from './secrets/secret-interface';
export { type AlarmGroup, alarmsTo } from './stack/alarm-group';
export type { Metric, MetricDimension } from './stack/metrics';
export { AzureStack, type AzureStackProps } from './stack/stack';
export { Table, type TableProps } from './table';
export type { ExistingTableProps } from './tables/existing-table';
export type { ITable } from './tables/table-interface';
export type { AzureTypes } from './types';
