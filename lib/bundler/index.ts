/** Bundles the entries of an app, together. Knows no provider. */
export { Bundles } from './bundles';
export { checkEntry } from './check-request';
export { esbuildRuns } from './code-build';
export { placeholderHash } from './placeholder';
export type * from './types';
