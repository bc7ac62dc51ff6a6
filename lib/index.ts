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
export type { EntryFunctionSettings, FunctionSettings, LogRetention } from './constructs/function';
export type { ImagePipelineProps, UploadRoute } from './constructs/image-pipeline';
export type { ProviderTypes } from './constructs/provider';
export type { ScheduledJobProps } from './constructs/scheduled-job';
export { awsDefaults, type DefaultRow, defaults } from './defaults';
export { type Duration, days, hours, minutes, seconds } from './duration';
export { BundleError, type Problem, TradewindError, UnsupportedError, ValidationError } from './errors';
export type { ImageFit, ImageFormat, ImageInfo, ImageTransform, ImageVariant } from './images/types';
export {
  type AppModel,
  type BindingModel,
  type ConstructModel,
  describe,
  type FunctionModel,
  type TriggerModel,
} from './model';
export { type ConstructSupport, type ImplementedProvider, type Support, type SupportTable, support } from './support';
