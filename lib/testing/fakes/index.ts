/**
 * Clients of bound state and functions, in memory, for the `env` of `invoke`. They accept, return and refuse the same
 * values as real ones.
 */
export { bucket, type FakeObject } from './bucket';
export { apiFunction, type FakeFunctionOptions, plainFunction } from './function';
export { type FakeMessage, type FakeQueueOptions, queue } from './queue';
export { secret } from './secret';
export { type FakeTableOptions, table } from './table';
