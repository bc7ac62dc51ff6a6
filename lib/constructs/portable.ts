/** Exported by the entry point of every provider, so that a file has one import path on any provider. */

export { acknowledgeLoop } from '../app-model/loops';
export type { BundlingOptions } from '../bundler/types';
export { type Duration, days, hours, minutes, seconds } from '../duration';
export type { ClientOf } from '../runtime/env-of';
export type { Cors, Domain, Throttle } from './api-function';
export {
  type Auth,
  type AuthorizerAuth,
  type AuthorizerOptions,
  authorizer,
  type JwtAuth,
  type JwtOptions,
  jwt,
} from './auth';
export { type Access, type Restricted, readOnly, type WriteOnlyOptions, writeOnly } from './bindings/access';
export type { ChangeFilter } from './change-processor';
export type { LogRetention } from './function';
export type { UploadRoute } from './image-pipeline';
export type { Idempotency } from './queue-worker';
export type { KeyAttribute, StateRemovalPolicy, TableIndex } from './state';
