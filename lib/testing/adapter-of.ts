import type { StreamEvent } from '../aws/adapter/change';
import { http } from '../aws/adapter/http';
import type { HttpEvent } from '../aws/adapter/http-event';
import { httpJwt } from '../aws/adapter/http-jwt';
import { invoke } from '../aws/adapter/invoke';
import type { LambdaContext } from '../aws/adapter/lambda';
import { object, type S3Event } from '../aws/adapter/object';
import { queue, type SqsEvent } from '../aws/adapter/queue';
import { schedule } from '../aws/adapter/schedule';
import type { Setup } from '../runtime/env';

type Adapter = (exported: unknown, setup?: Setup) => (event: unknown, context: LambdaContext) => Promise<unknown>;

/** Returns the adapter of the construct that would receive the event. */
export function adapterOf(event: unknown, exported: unknown): Adapter {
  return chosen(event, exported) as Adapter;
}

function chosen(event: unknown, exported: unknown) {
  const { requestContext, Records, detail } = (event ?? {}) as Partial<HttpEvent & SqsEvent & S3Event>;
  if (requestContext?.http) return requestContext.authorizer?.jwt ? httpJwt : http;
  if (detail?.object) return object;
  if (isStream(event)) return changeAdapter();
  if (isQueue(event)) return Records?.every(isUpload) && !has(exported, 'queue') ? object : queue;
  return has(exported, 'invoke') && !has(exported, 'scheduled') ? invoke : schedule;
}

/** Required here, so that this module loads in projects without `@aws-sdk/util-dynamodb`. */
function changeAdapter() {
  const { change } = require('../aws/adapter/change') as typeof import('../aws/adapter/change');
  return change;
}

function isStream(event: unknown): event is StreamEvent {
  return firstRecord(event)?.dynamodb !== undefined;
}

function isQueue(event: unknown): event is SqsEvent {
  return firstRecord(event)?.body !== undefined;
}

function firstRecord(event: unknown): { readonly dynamodb?: object; readonly body?: string } | undefined {
  return (event as { Records?: readonly object[] } | undefined)?.Records?.[0];
}

/** A `FileProcessor` receives the events of its bucket from a queue. */
function isUpload({ body }: { readonly body: string }): boolean {
  return /"detail-type"\s*:\s*"Object (Created|Deleted)"/.test(body);
}

function has(exported: unknown, method: string): boolean {
  return typeof (exported as Record<string, unknown> | undefined)?.[method] === 'function';
}
