/** Clouds that a handler can run on. */
export type ProviderName = 'aws' | 'google' | 'azure' | 'cloudflare' | 'vercel' | 'netlify';

/** Event other than HTTP. Attribute names are those of CloudEvents 1.0. @see https://github.com/cloudevents/spec */
export interface CloudEvent<Type extends string, Data> {
  /** Unique per source; the same when the provider delivers the event again. */
  readonly id: string;
  /** Sender: a schedule, a bucket. A URI reference. */
  readonly source: string;
  /** Kind of event. */
  readonly type: Type;
  /** Time of the event, RFC 3339. */
  readonly time: string;
  /** Subject within the source, such as an object's key. */
  readonly subject?: string;
  /** Payload of the event. */
  readonly data: Data;
}

/** Run of a `ScheduledJob`. `time` is when it was due, `data` the job's `input`. */
export interface ScheduledEvent<Data = unknown> extends CloudEvent<'schedule.run', Data> {
  /** Number of the delivery of this run, from 1. */
  readonly attempt: number;
}

/** Event of an object. `subject` is the key. */
export interface ObjectEvent extends CloudEvent<'object.created' | 'object.deleted', ObjectData> {
  readonly subject: string;
}

/** Object of a bucket. */
export interface ObjectData {
  /** Name of the bucket. */
  readonly bucket: string;
  /** Key as it was given at upload, not URL-encoded. */
  readonly key: string;
  /** Size in bytes. Unknown for a deletion. */
  readonly size?: number;
  /** Entity tag, which changes with the content. Absent if the event has none. */
  readonly etag?: string;
  /** Version id, in a versioned bucket. */
  readonly versionId?: string;
}

/** Message of a queue. */
export interface QueueMessage<Body = unknown> {
  /** The same when the provider delivers the message again. */
  readonly id: string;
  /**
   * The value passed to `env.QUEUE.send`. From another sender: parsed if it is a JSON object, a JSON list or a text in
   * quotes, else the text as it was sent. No digit is lost: a whole number beyond `Number.MAX_SAFE_INTEGER` is a
   * `bigint`, a decimal that a `number` cannot hold a `Decimal`.
   */
  readonly body: Body;
  /** Number of the delivery, from 1. Always 1 where the provider does not count. */
  readonly attempt: number;
  /** Time at which it was sent, RFC 3339. */
  readonly time: string;
  /** Message group within which order is kept, in a FIFO queue. */
  readonly group?: string;
  /** Marks the message as done: it is not delivered again, even if the handler throws later. */
  ack(): void;
  /** Has the message delivered again, after `delaySeconds` where the provider can wait. */
  retry(options?: { readonly delaySeconds?: number }): void;
}

/**
 * Messages that arrived together: at least one, at most as many as the worker is configured for. When the handler
 * returns, all messages not marked for a retry are done; when it throws, all that were not acknowledged are delivered
 * again.
 * @see https://developers.cloudflare.com/queues/configuration/javascript-apis/
 */
export interface QueueBatch<Body = unknown> {
  /** Name of the queue. */
  readonly queue: string;
  /** Messages in the order of arrival. */
  readonly messages: readonly QueueMessage<Body>[];
  /**
   * Processes the messages one after the other. A message that fails is logged and retried; the others are done. In a
   * FIFO queue, later messages of its group are retried too. The batch is reported only when this has ended, even if
   * the handler does not await it.
   * @throws Error when called after the handler has returned
   */
  each(work: (message: QueueMessage<Body>) => unknown): Promise<void>;
}

/** Change of one item of a table. */
export interface Change<Item = Record<string, unknown>> {
  /** The same when the provider delivers the change again. */
  readonly id: string;
  /** Kind of change. Some providers report no deletions, or do not distinguish insertions from updates (`upsert`). */
  readonly type: 'insert' | 'update' | 'upsert' | 'delete';
  /** Key of the item. */
  readonly key: Readonly<Record<string, string | number | bigint>>;
  /** Item after the change; absent for a deletion. */
  readonly new?: Item;
  /** Item before the change; absent for an insertion, and on providers that do not keep it. */
  readonly old?: Item;
  /** Time of the change, RFC 3339. */
  readonly time: string;
}

/**
 * Changes of a table that arrived together, in order per key. When the handler throws, all of them are delivered again.
 */
export interface ChangeBatch<Item = Record<string, unknown>> {
  /** Name of the table. */
  readonly table: string;
  /** Changes in the order in which they happened, per key. */
  readonly changes: readonly Change<Item>[];
  /**
   * Processes the changes one after the other. It stops at the first that fails: that change and those after it are
   * delivered again. The batch is reported only when this has ended, even if the handler does not await it.
   * @throws Error when called after the handler has returned
   */
  each(work: (change: Change<Item>) => unknown): Promise<void>;
}

/** Writes one JSON line per call, with the request id. */
export interface Logger {
  /** Logs details for the developer; not written at the default level. */
  debug(message: string, fields?: Record<string, unknown>): void;
  /** Logs normal operation. */
  info(message: string, fields?: Record<string, unknown>): void;
  /** Logs a problem from which the code recovered. */
  warn(message: string, fields?: Record<string, unknown>): void;
  /** Logs an error with its stack, which names the lines of the TypeScript source. */
  error(message: string, error?: unknown, fields?: Record<string, unknown>): void;
}

/** Claims of a JSON Web Token, with the types that they have in it. */
export type Claims = Readonly<Record<string, unknown>>;

/** Context that a handler receives with the event and its environment; the same on every provider. */
export interface Context<Raw = unknown> {
  /** Cloud that the handler runs on. */
  readonly provider: ProviderName;
  /** The provider's id of this invocation. Written to each log line. */
  readonly requestId: string;
  /** Parameters of the matched route, decoded. Empty for other events. */
  readonly params: Readonly<Record<string, string>>;
  /**
   * Claims of the caller's verified token, such as `sub`, with `auth: jwt({...})`. Absent otherwise.
   * @see https://www.rfc-editor.org/rfc/rfc7519#section-4
   */
  readonly claims?: Claims;
  /** Writes lines that carry the request id. */
  readonly log: Logger;
  /** Keeps the function alive until the promise settles. A rejection is logged. */
  waitUntil(promise: Promise<unknown>): void;
  /** Returns the milliseconds left before the function is stopped. */
  remainingTime(): number;
  /** The provider's event, unchanged. */
  readonly raw: Raw;
  /** Present because frameworks written for Workers expect it. Does nothing. */
  passThroughOnException(): void;
}

/**
 * Portable handler: the default export of an entry. It has the methods of the triggers that invoke it. The shape is
 * that of Workers modules, so a Hono, itty-router or H3 app is one already.
 * @see https://developers.cloudflare.com/workers/runtime-apis/handlers/
 */
export interface Handler<Env = Environment> {
  /** Answers an HTTP request. */
  fetch?(request: Request, env: Env, ctx: Context): Response | Promise<Response>;
  /**
   * Handles an invocation of a `PlainFunction`. Receives the payload, and returns the result: a value that JSON can
   * express.
   */
  // biome-ignore lint/suspicious/noExplicitAny: a handler names the payload that it expects
  invoke?(event: any, env: Env, ctx: Context): unknown;
  /** Handles a run of a schedule. */
  scheduled?(event: ScheduledEvent, env: Env, ctx: Context): unknown;
  /** Handles the creation or deletion of an object. */
  object?(event: ObjectEvent, env: Env, ctx: Context): unknown;
  /** Handles messages of a queue. */
  // biome-ignore lint/suspicious/noExplicitAny: a handler names the body that it expects
  queue?(batch: QueueBatch<any>, env: Env, ctx: Context): unknown;
  /** Handles changes of a table. */
  // biome-ignore lint/suspicious/noExplicitAny: a handler names the item that it expects
  change?(batch: ChangeBatch<any>, env: Env, ctx: Context): unknown;
}

/**
 * Default type of `env`: the environment variables of the function. With bindings, the type is inferred from their
 * declaration, see `EnvOf`.
 */
// biome-ignore lint/suspicious/noExplicitAny: bindings are clients of whatever was declared
export type Environment = Readonly<Record<string, any>>;
