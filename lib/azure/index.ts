/** tradewind on Azure: constructs made of Terraform resources. */
export { type Auth, type JwtAuth, type JwtOptions, jwt } from '../constructs/auth';
export { App } from '../terraform/engine';
export { ApiFunction, type ApiFunctionProps } from './api-function';
export { ScheduledJob, type ScheduledJobProps } from './scheduled-job';
export { AzureStack, type AzureStackProps } from './stack';
export type { AzureTypes } from './types';
