import type { StreamEvent, StreamRecord } from '../aws/adapter/change';
import type { QueueEvent, S3Event } from '../aws/adapter/object';
import type { SqsEvent } from '../aws/adapter/queue';
import { encodeMessage } from '../runtime/message-text';
import { toStreamItem } from './stream-item';

export { functionUrl, type HttpEventOptions, httpApi } from './http-events';

/** Payload of a `ScheduledJob`, as EventBridge Scheduler fills it in. */
export interface ScheduleInput {
  /** Id of the delivery. */
  readonly id: string;
  /** Time at which the run was due, RFC 3339. */
  readonly time: string;
  /** Number of the delivery of the run, from 1, as text. */
  readonly attempt: string;
  /** ARN of the schedule. */
  readonly schedule: string;
  /** The job's `input`. */
  readonly data?: unknown;
}

/**
 * Run of a `ScheduledJob`.
 * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-context-attributes.html
 */
export function schedule(overrides: Partial<ScheduleInput> = {}): ScheduleInput {
  return {
    id: 'd32c5kddcf5bb8c3',
    time: '2022-03-22T18:59:43Z',
    attempt: '1',
    schedule: 'arn:aws:scheduler:eu-north-1:123456789012:schedule/default/report',
    ...overrides,
  };
}

/** Object, with the fields of the event to change. */
export interface ObjectEventOptions extends Partial<S3Event> {
  /** @default 'photos' */
  readonly bucket?: string;
  /** Key as it was given at upload. @default 'cat.jpg' */
  readonly key?: string;
  /** @default 5 */
  readonly size?: number;
}

/**
 * Upload, sent by EventBridge.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
 */
export function objectCreated(options: ObjectEventOptions = {}): S3Event {
  const { bucket = 'photos', key = 'cat.jpg', size = 5, ...overrides } = options;
  const entity = { key, size, etag: 'b1946ac92492d2347c6235b4d2611184', sequencer: '617f08299329d189' };
  return { ...s3('Object Created', bucket, entity, { reason: 'PutObject' }), ...overrides };
}

/** Deletion, sent by EventBridge. */
export function objectDeleted(options: Omit<ObjectEventOptions, 'size'> = {}): S3Event {
  const { bucket = 'photos', key = 'cat.jpg', ...overrides } = options;
  const entity = { key, etag: 'd41d8cd98f00b204e9800998ecf8427e', sequencer: '617b398000000000' };
  const detail = { reason: 'DeleteObject', 'deletion-type': 'Permanently Deleted' };
  return { ...s3('Object Deleted', bucket, entity, detail), ...overrides };
}

/** Message of a queue in a test. */
export interface MessageOptions {
  /** @default 'message-1' and so on */
  readonly id?: string;
  /** Body, as sent with `env.QUEUE.send`. */
  readonly body: unknown;
  /** Number of the delivery. @default 1 */
  readonly attempt?: number;
  /** Message group, in a FIFO queue. @default - none */
  readonly group?: string;
}

/** Batch, with the queue that it comes from. */
export interface SqsOptions {
  /** Name of the queue; that of a FIFO queue ends in `.fifo`. @default 'jobs' */
  readonly queue?: string;
  /** Messages in the order of arrival. */
  readonly messages: readonly MessageOptions[];
}

/**
 * Batch of a queue.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html
 */
export function sqs({ queue: name = 'jobs', messages }: SqsOptions): SqsEvent & QueueEvent {
  const record = ({ id, body, attempt = 1, group }: MessageOptions, index: number) => ({
    messageId: id ?? `message-${index + 1}`,
    receiptHandle: `AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a-${index + 1}`,
    body: encodeMessage(body),
    attributes: {
      ApproximateReceiveCount: String(attempt),
      SentTimestamp: '1683806400000',
      SenderId: 'AIDAIENQZJOLO23YVJ4VO',
      ApproximateFirstReceiveTimestamp: '1683806400002',
      ...(group !== undefined && { MessageGroupId: group, SequenceNumber: `18849496460467696${index}` }),
    },
    messageAttributes: {},
    md5OfBody: 'e4e68fb7bd0e697a0ae8f1bb342846b3',
    eventSource: 'aws:sqs',
    eventSourceARN: `arn:aws:sqs:eu-north-1:123456789012:${name}`,
    awsRegion: 'eu-north-1',
  });
  return { Records: messages.map(record) };
}

/** Batch of a queue, from the bodies alone. */
export function queue(...bodies: readonly unknown[]): QueueEvent {
  return sqs({ queue: 'uploads', messages: bodies.map((body) => ({ body })) });
}

/** Change of an item in a test. */
export interface StreamRecordOptions {
  /** Kind of change. */
  readonly type: StreamRecord['eventName'];
  /** Key of the item, plain. */
  readonly key: Readonly<Record<string, unknown>>;
  /** Item after the change, plain. @default - none, as for a removal */
  readonly new?: Readonly<Record<string, unknown>>;
  /** Item before the change, plain. @default - none, as for an insertion */
  readonly old?: Readonly<Record<string, unknown>>;
}

/** Changes, with their table. */
export interface TableStreamOptions {
  /** @default 'table' */
  readonly table?: string;
  /** Changes in the order in which they happened. */
  readonly records: readonly StreamRecordOptions[];
}

/**
 * Batch of a table's stream. Items are plain, as `put` takes them.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export function tableStream({ table = 'table', records }: TableStreamOptions): StreamEvent {
  const record = ({ type, key, new: now, old }: StreamRecordOptions, index: number) => ({
    eventID: `7de3041dd709b024af6f29e4fa13d34${index}`,
    eventName: type,
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: 'eu-north-1',
    eventSourceARN: `arn:aws:dynamodb:eu-north-1:123456789012:table/${table}/stream/2026-01-01T00:00:00.000`,
    dynamodb: {
      ApproximateCreationDateTime: 1479499740,
      Keys: toStreamItem(key),
      ...(now && { NewImage: toStreamItem(now) }),
      ...(old && { OldImage: toStreamItem(old) }),
      SequenceNumber: `1341100000000001709993${index}`,
      SizeBytes: 112,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    },
  });
  return { Records: records.map(record) };
}

function s3(type: string, bucket: string, entity: S3Event['detail']['object'], detail: object): S3Event {
  const event = {
    version: '0',
    id: '17793124-05d4-b198-2fde-7ededc63b103',
    'detail-type': type,
    source: 'aws.s3',
    account: '123456789012',
    time: '2021-11-12T00:00:00Z',
    region: 'eu-north-1',
    resources: [`arn:aws:s3:::${bucket}`],
  };
  const about = {
    version: '0',
    'request-id': 'N4N7GDK58NMKJ12R',
    requester: '123456789012',
    'source-ip-address': '192.0.2.1',
  };
  return { ...event, detail: { ...about, bucket: { name: bucket }, object: entity, ...detail } };
}
