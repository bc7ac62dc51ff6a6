/** tradewind on Vercel: constructs of files, by the Build Output API. */

// First, so that a missing package is reported by name.
import './installed';

export type { SynthesizedApp } from '../build-output/app';
export { AppError } from '../build-output/errors';
export type { ExistingBucket } from '../build-output/existing-bucket';
export { type SecretOverrides, VariableSecret } from '../build-output/variable-secret';
export * from '../constructs/portable';
export type { EnvOf } from '../runtime/env-of';
export { ApiFunction, type ApiFunctionProps } from './api-function';
export { Bucket, type BucketProps } from './bucket';
export { FileProcessor, type FileProcessorProps } from './file-processor';
export { VercelFunction } from './function/function';
export { ImagePipeline, type ImagePipelineProps } from './image-pipeline';
export { Queue, type QueueProps } from './queue';
export { QueueWorker, type QueueWorkerProps } from './queue-worker';
export type { QueueTrigger, TriggerOverrides } from './queues/queue-trigger';
export {
  ChangeProcessor,
  type ChangeProcessorProps,
  PlainFunction,
  type PlainFunctionProps,
  Table,
  type TableProps,
} from './refused';
export { ScheduledJob, type ScheduledJobProps } from './scheduled-job';
export { Secret, type SecretProps } from './secret';
export { alarmsTo } from './stack/alarms';
export { type Cron, VercelApp, type VercelAppProps } from './stack/app';
export type { FunctionSettings, VercelTypes } from './types';
