/** Tools for users' own tests: snapshots, apps without bundling, recorded events, and handlers run as deployed. */
export type { StreamEvent, StreamRecord, StreamResult } from '../aws/adapter/change';
export type { HttpEvent, HttpResult } from '../aws/adapter/http-event';
export type { LambdaContext } from '../aws/adapter/lambda';
export type { BatchResult, QueueEvent, S3Event } from '../aws/adapter/object';
export type { QueueResult, SqsEvent, SqsRecord } from '../aws/adapter/queue';
export { testApp } from './app';
export * as events from './events';
export * as fakes from './fakes';
export { type InvokeOptions, invoke, toResponse } from './invoke';
export { type LocalAppOptions, localApp } from './local-app';
export type { LocalApp, LocalClock, LocalJobHandle, LocalRequestInit, LocalTable } from './local-app-handle';
export type { LocalDeadLetter, LocalMessage, LocalQueue } from './local-queue';
export { maskTemplate, type SnapshotSerializer, templateSerializer } from './serializer';
