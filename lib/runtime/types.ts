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

/** What a handler gets besides the event and its environment; the same on every provider. */
export interface Context<Raw = unknown> {
  /** The cloud that the handler runs on. */
  readonly provider: ProviderName;
  /** The provider's id of this invocation. Stands in each log line. */
  readonly requestId: string;
  /** Parameters of the route that matched, decoded. Empty for other events. */
  readonly params: Readonly<Record<string, string>>;
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
  /** Does a run of a schedule. */
  scheduled?(event: ScheduledEvent, env: Env, ctx: Context): unknown;
  /** Hears of an object that was created or deleted. */
  object?(event: ObjectEvent, env: Env, ctx: Context): unknown;
}

/** The environment variables of the function. Bindings join it later, typed. */
export type Environment = Readonly<Record<string, string | undefined>>;
