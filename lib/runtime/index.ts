/** What handlers import: types, web standards only. */
export type * from './types.js';
