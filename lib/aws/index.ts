/** tradewind on AWS: constructs made of aws-cdk-lib. */
export {
  type Auth,
  type AuthorizerAuth,
  type AuthorizerOptions,
  authorizer,
  type JwtAuth,
  type JwtOptions,
  jwt,
} from '../constructs/auth';
export { alarmsTo } from './alarms';
export { ApiFunction, type ApiFunctionProps } from './api-function';
export { ImagePipeline, type ImagePipelineProps } from './image-pipeline';
export { ScheduledJob, type ScheduledJobProps } from './scheduled-job';
export type { AwsTypes } from './types';
