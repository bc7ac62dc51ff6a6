/** Bundles the entries of an app together, independent of the provider. */
export { Bundles } from './bundles';
export { checkEntry } from './check-request';
export { esbuildRuns } from './code-build';
export { placeholderHash } from './placeholder';
export type * from './types';
