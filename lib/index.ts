/**
 * Exports that all providers share: durations, authentication, the app model, errors and the tables. Imports no
 * provider.
 */

export {
  type AppModel,
  type BindingModel,
  type ConstructModel,
  describeApp,
  type FunctionModel,
  type ResourceModel,
  type TriggerModel,
} from './app-model/model';
export type { ConstructName } from './catalogue';
export type { ApiFunctionProps } from './constructs/api-function';
export type { ChangeProcessorProps } from './constructs/change-processor';
export type { FileProcessorProps } from './constructs/file-processor';
export type { EntryFunctionSettings, FunctionSettings } from './constructs/function';
export type { ImagePipelineProps } from './constructs/image-pipeline';
export type { PlainFunctionProps } from './constructs/plain-function';
export * from './constructs/portable';
export type { ProviderTypes } from './constructs/provider';
export type {
  PortableApiFunction,
  PortableBucket,
  PortableChangeProcessor,
  PortableFileProcessor,
  PortableImagePipeline,
  PortablePlainFunction,
  PortableQueue,
  PortableQueueWorker,
  PortableScheduledJob,
  PortableSecret,
  PortableTable,
  ProviderModule,
} from './constructs/provider-module';
export type { QueueWorkerProps } from './constructs/queue-worker';
export type { ScheduledJobProps } from './constructs/scheduled-job';
export type { BucketProps, QueueProps, SecretProps, TableProps } from './constructs/state';
export { type DefaultRow, defaults } from './defaults';
export { BundleError, type Problem, TradewindError, UnsupportedError, ValidationError } from './errors';
export type { ImageFit, ImageFormat, ImageInfo, ImageTransform, ImageVariant } from './runtime-images/types';
export { type ConstructSupport, type Support, type SupportColumn, support, type Unsupported } from './support';
