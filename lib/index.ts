/** What every provider shares: durations, authentication, the app model, errors and the tables. Imports no provider. */
export type { BundlingOptions } from './bundler/types';
export type { ApiFunctionProps, Cors, Domain, Throttle } from './constructs/api-function';
export {
  type Auth,
  type AuthorizerAuth,
  type AuthorizerOptions,
  authorizer,
  type JwtAuth,
  type JwtOptions,
  jwt,
} from './constructs/auth';
export { type Access, type Restricted, readOnly, writeOnly } from './constructs/bindings';
export type { ChangeFilter, ChangeProcessorProps } from './constructs/change-processor';
export type { FileProcessorProps } from './constructs/file-processor';
export type { EntryFunctionSettings, FunctionSettings, LogRetention } from './constructs/function';
export type { ImagePipelineProps, UploadRoute } from './constructs/image-pipeline';
export type { ConstructName, ProviderTypes } from './constructs/provider';
export type { ProviderModule } from './constructs/provider-module';
export type { Idempotency, QueueWorkerProps } from './constructs/queue-worker';
export type { ScheduledJobProps } from './constructs/scheduled-job';
export type { BucketProps, KeyAttribute, QueueProps, Removal, SecretProps, TableProps } from './constructs/state';
export { awsDefaults, type DefaultRow, defaults } from './defaults';
export { type Duration, days, hours, minutes, seconds } from './duration';
export { BundleError, type Problem, TradewindError, UnsupportedError, ValidationError } from './errors';
export type { ImageFit, ImageFormat, ImageInfo, ImageTransform, ImageVariant } from './images/types';
export { acknowledgeLoop } from './loops';
export {
  type AppModel,
  type BindingModel,
  type ConstructModel,
  describe,
  type FunctionModel,
  type ResourceModel,
  type TriggerModel,
} from './model';
export { type ConstructSupport, type Support, type SupportColumn, support, type Unsupported } from './support';
