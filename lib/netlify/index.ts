/** tradewind on Netlify: constructs of files, by the Frameworks API. */

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
export { NetlifyFunction } from './function/function';
export { ImagePipeline, type ImagePipelineProps } from './image-pipeline';
export { Queue, type QueueProps } from './queue';
export { QueueWorker, type QueueWorkerProps } from './queue-worker';
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
export { NetlifySite, type NetlifySiteProps } from './stack/site';
export type { FunctionConfig, NetlifyTypes } from './types';
