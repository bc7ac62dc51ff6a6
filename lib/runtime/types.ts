/** The clouds that a handler can run on. */
export type ProviderName = 'aws' | 'google' | 'azure' | 'cloudflare' | 'vercel' | 'netlify';

/** An event other than HTTP. Attribute names are those of CloudEvents 1.0. @see https://github.com/cloudevents/spec */
export interface CloudEvent<Type extends string, Data> {
  /** Unique for the source; equal when the provider delivers the same event again. */
  readonly id: string;
  /** What sent it: a schedule, a bucket. A URI reference. */
  readonly source: string;
  /** What happened. */
  readonly type: Type;
  /** When it happened, RFC 3339. */
  readonly time: string;
  /** What it is about within the source, such as an object's key. */
  readonly subject?: string;
  /** What the event brings along. */
  readonly data: Data;
}

/** A run of a `ScheduledJob`. `time` is when it was due, `data` the job's `input`. */
export interface ScheduledEvent<Data = unknown> extends CloudEvent<'schedule.run', Data> {
  /** Which delivery of this run it is, from 1. */
  readonly attempt: number;
}

/** What happened to an object, and which. `subject` is the key. */
export interface ObjectEvent extends CloudEvent<'object.created' | 'object.deleted', ObjectData> {
  readonly subject: string;
}

/** An object of a bucket. */
export interface ObjectData {
  /** Name of the bucket. */
  readonly bucket: string;
  /** The key as it was given at upload, not URL-encoded. */
  readonly key: string;
  /** Size in bytes. Unknown for a deletion. */
  readonly size?: number;
  /** Changes with the content. Absent where the event has none. */
  readonly etag?: string;
  /** Which version, in a versioned bucket. */
  readonly versionId?: string;
}

/** A message of a queue. */
export interface QueueMessage<Body = unknown> {
  /** The same when the provider delivers the message again. */
  readonly id: string;
  /**
   * The value that `env.QUEUE.send` was called with. Of another sender: parsed if it is a JSON object, a JSON list or a text in
   * quotes, else the text as it was sent. No digit is lost: a whole number beyond `Number.MAX_SAFE_INTEGER` is a `bigint`, a
   * decimal that a `number` cannot hold a `Decimal`.
   */
  readonly body: Body;
  /** Which delivery it is, from 1. Where the provider does not count, always 1. */
  readonly attempt: number;
  /** When it was sent, RFC 3339. */
  readonly time: string;
  /** What it is in order with, in a FIFO queue. */
  readonly group?: string;
  /** Done with: it is not delivered again, even if the handler throws later. */
  ack(): void;
  /** Not done with: it is delivered again, after `delaySeconds` where the provider can wait. */
  retry(options?: { readonly delaySeconds?: number }): void;
}

/**
 * Messages that arrived together: one at least, the most that the worker asked for at the most. When the handler returns,
 * those that were not marked for a retry are done with; when it throws, all that were not acknowledged come again.
 * @see https://developers.cloudflare.com/queues/configuration/javascript-apis/
 */
export interface QueueBatch<Body = unknown> {
  /** Name of the queue. */
  readonly queue: string;
  /** In the order of arrival. */
  readonly messages: readonly QueueMessage<Body>[];
  /**
   * Works on one message after the other. One that fails is logged and retried; the others are done with. In a FIFO
   * queue, those of its group that follow are retried too. The batch is reported only when this has ended, also where the
   * handler does not await it.
   * @throws Error when the handler has returned before
   */
  each(work: (message: QueueMessage<Body>) => unknown): Promise<void>;
}

/** One change of an item of a table. */
export interface Change<Item = Record<string, unknown>> {
  /** The same when the provider delivers the change again. */
  readonly id: string;
  /** What happened. Some providers tell no deletions, or no difference between the other two (`upsert`). */
  readonly type: 'insert' | 'update' | 'upsert' | 'delete';
  /** The item's key. */
  readonly key: Readonly<Record<string, string | number | bigint>>;
  /** The item after the change; absent for a deletion. */
  readonly new?: Item;
  /** The item before the change; absent for an insertion, and on providers that do not keep it. */
  readonly old?: Item;
  /** When it happened, RFC 3339. */
  readonly time: string;
}

/** Changes of a table that arrived together, in order per key. When the handler throws, all of them come again. */
export interface ChangeBatch<Item = Record<string, unknown>> {
  /** Name of the table. */
  readonly table: string;
  /** In the order in which they happened, per key. */
  readonly changes: readonly Change<Item>[];
  /**
   * Works on one change after the other. At the first that fails it stops: that one and those after it come again. The batch
   * is reported only when this has ended, also where the handler does not await it.
   * @throws Error when the handler has returned before
   */
  each(work: (change: Change<Item>) => unknown): Promise<void>;
}

/** Writes one JSON line per call, with the request id. */
export interface Logger {
  /** For the developer; not written at the default level. */
  debug(message: string, fields?: Record<string, unknown>): void;
  /** For what goes as it should. */
  info(message: string, fields?: Record<string, unknown>): void;
  /** For what went wrong and was mended. */
  warn(message: string, fields?: Record<string, unknown>): void;
  /** Logs an error with its stack, which names the lines of the TypeScript source. */
  error(message: string, error?: unknown, fields?: Record<string, unknown>): void;
}

/** The claims of a JSON Web Token, of the types that they have in it. */
export type Claims = Readonly<Record<string, unknown>>;

/** What a handler gets besides the event and its environment; the same on every provider. */
export interface Context<Raw = unknown> {
  /** The cloud that the handler runs on. */
  readonly provider: ProviderName;
  /** The provider's id of this invocation. Stands in each log line. */
  readonly requestId: string;
  /** Parameters of the route that matched, decoded. Empty for other events. */
  readonly params: Readonly<Record<string, string>>;
  /**
   * What the caller's token says, such as `sub`, once it was verified: `auth: jwt({...})`. Absent without.
   * @see https://www.rfc-editor.org/rfc/rfc7519#section-4
   */
  readonly claims?: Claims;
  /** Writes lines that carry the request id. */
  readonly log: Logger;
  /** Keeps the function alive until the promise settles. A rejection is logged. */
  waitUntil(promise: Promise<unknown>): void;
  /** Milliseconds left before the function is stopped. */
  remainingTime(): number;
  /** The provider's event, untouched. */
  readonly raw: Raw;
  /** Present because frameworks written for Workers look for it. Does nothing. */
  passThroughOnException(): void;
}

/**
 * A portable handler: the default export of an entry. It has the methods of the triggers that wake it.
 * The shape is that of Workers modules, so a Hono, itty-router or H3 app is one already.
 * @see https://developers.cloudflare.com/workers/runtime-apis/handlers/
 */
export interface Handler<Env = Environment> {
  /** Answers an HTTP request. */
  fetch?(request: Request, env: Env, ctx: Context): Response | Promise<Response>;
  /** Handles an invocation of a `PlainFunction`. Receives the payload, and returns the answer: what JSON can express. */
  // biome-ignore lint/suspicious/noExplicitAny: a handler names the payload that it expects
  invoke?(event: any, env: Env, ctx: Context): unknown;
  /** Does a run of a schedule. */
  scheduled?(event: ScheduledEvent, env: Env, ctx: Context): unknown;
  /** Hears of an object that was created or deleted. */
  object?(event: ObjectEvent, env: Env, ctx: Context): unknown;
  /** Works on messages of a queue. */
  // biome-ignore lint/suspicious/noExplicitAny: a handler names the body that it expects
  queue?(batch: QueueBatch<any>, env: Env, ctx: Context): unknown;
  /** Hears of changes in a table. */
  // biome-ignore lint/suspicious/noExplicitAny: a handler names the item that it expects
  change?(batch: ChangeBatch<any>, env: Env, ctx: Context): unknown;
}

/**
 * What a handler finds in `env` unless it says otherwise: the environment variables of the function. With bindings, the
 * type is inferred from their declaration, see `EnvOf`.
 */
// biome-ignore lint/suspicious/noExplicitAny: bindings are clients of whatever was declared
export type Environment = Readonly<Record<string, any>>;
