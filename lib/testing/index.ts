/** Helpers for the tests of users: snapshots, apps without bundling, recorded events, and handlers run as deployed. */
export { testApp } from './app';
export * as events from './events';
export { invoke, toResponse } from './invoke';
export { maskTemplate, type SnapshotSerializer, templateSerializer } from './serializer';
