/** Bundles the entries of an app, together. Knows no provider. */
export { esbuildRuns } from './build';
export { Bundles, checkEntry } from './bundles';
export { placeholderHash } from './placeholder';
export type * from './types';
