import { settleChanges } from '../../runtime/batches.js';
import { createEnv, type Setup } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import type { Change } from '../../runtime/types.js';
import { lambdaContext } from './context.js';
import type { LambdaHandler } from './lambda.js';
import { fromStreamItem, type StreamItem } from './stream-values.js';

/**
 * Event of the stream of a table: records of one shard, in order.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/with-ddb.html
 */
export interface StreamEvent {
  /** In the order in which they happened. */
  readonly Records: readonly StreamRecord[];
}

/** One change of an item. */
export interface StreamRecord {
  /** Id of the change; equal for each delivery. */
  readonly eventID: string;
  /** Type of the change. */
  readonly eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  /** ARN of the stream, which names the table. */
  readonly eventSourceARN: string;
  /** The item in the format of DynamoDB: each value is nested below the letter of its type. */
  readonly dynamodb: {
    readonly Keys: StreamItem;
    readonly NewImage?: StreamItem;
    readonly OldImage?: StreamItem;
    readonly SequenceNumber: string;
    /** Seconds since 1970. */
    readonly ApproximateCreationDateTime?: number;
  };
}

/** The first record to deliver again; those after it are also delivered again. */
export interface StreamResult {
  /** At most one, by its sequence number. */
  readonly batchItemFailures: { itemIdentifier: string }[];
}

/** Turns the export of an entry into the handler of a table's stream. A function is used as it is. */
export function change(exported: unknown, setup?: Setup): LambdaHandler<StreamEvent, StreamResult> {
  const { native, portable } = resolveHandler(exported, 'change');
  return native ?? handle(portable, setup);
}

function handle(handler: HandlerOf<'change'>, setup: Setup | undefined): LambdaHandler<StreamEvent, StreamResult> {
  const env = createEnv(process.env, setup?.bindings);
  return async (event, lambda) => {
    const ctx = lambdaContext(event, lambda);
    try {
      const batch = { table: tableName(event), changes: event.Records.map(toChange) };
      const first = await settleChanges(batch, (changes) => handler.change(changes, env, ctx), ctx.log);
      const sequence = first === undefined ? undefined : event.Records[first]?.dynamodb.SequenceNumber;
      return { batchItemFailures: sequence === undefined ? [] : [{ itemIdentifier: sequence }] };
    } finally {
      await ctx.settled();
    }
  };
}

// Incoming (AWS => portable)

const TYPES = { INSERT: 'insert', MODIFY: 'update', REMOVE: 'delete' } as const;

/** @throws TypeError when the record is not of the stream of a table */
export function toChange({ eventID, eventName, dynamodb }: StreamRecord): Change {
  const type = TYPES[eventName];
  if (type === undefined || !dynamodb?.Keys) throw new TypeError('The record is not a change of an item of a table');
  return {
    id: eventID,
    type,
    key: fromStreamItem(dynamodb.Keys) as Change['key'],
    new: dynamodb.NewImage && fromStreamItem(dynamodb.NewImage),
    old: dynamodb.OldImage && fromStreamItem(dynamodb.OldImage),
    time: new Date((dynamodb.ApproximateCreationDateTime ?? Date.now() / 1000) * 1000).toISOString(),
  };
}

function tableName({ Records: [record] }: StreamEvent): string {
  return /:table\/([^/]+)/.exec(record?.eventSourceARN ?? '')?.[1] ?? '';
}
