/** Types and errors that handlers import; web standards only. */
export { ConflictError, InvokeError, SendError } from './client-errors.js';
export type * from './clients.js';
export type { Bindable, ClientTypes, EnvOf } from './env-of.js';
export { parseJson, stringifyJson } from './json-text.js';
export { Decimal } from './numbers.js';
export type * from './types.js';
