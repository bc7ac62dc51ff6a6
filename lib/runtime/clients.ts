/** Content that can be stored as an object: text as UTF-8, bytes, a stream, or a `Blob`. */
export type ObjectBody = string | ArrayBuffer | Uint8Array | ReadableStream<Uint8Array> | Blob;

/** Metadata of an object, without its content. */
export interface ObjectInfo {
  /** Key in the bucket. */
  readonly key: string;
  /** Size in bytes. */
  readonly size: number;
  /** Entity tag without quotes. Changes with the content. */
  readonly etag: string;
  /** MIME type; absent if none was given. */
  readonly contentType?: string;
  /** Time of the last write, RFC 3339; absent if the provider does not report it. */
  readonly time?: string;
}

/** Object with its content, which can be read once. */
export interface StoredObject extends ObjectInfo {
  /** Content as it arrives. */
  readonly body: ReadableStream<Uint8Array>;
  /** Reads all content as text. */
  text(): Promise<string>;
  /** Reads all content and parses it as JSON. */
  json<T = unknown>(): Promise<T>;
  /** Reads all content as bytes. */
  bytes(): Promise<Uint8Array>;
}

/** Page of a listing, in key order. */
export interface ObjectPage {
  /** Objects of the page. */
  readonly objects: readonly Pick<ObjectInfo, 'key' | 'size'>[];
  /** Cursor of the next page; absent on the last. */
  readonly cursor?: string;
}

/** Reads a bucket. `raw` is the provider's own client. */
export interface BucketReader<Raw = unknown> {
  /** Reads an object. Resolves to undefined if there is none with this key. */
  get(key: string): Promise<StoredObject | undefined>;
  /** Reads the metadata of an object, without its content. */
  head(key: string): Promise<ObjectInfo | undefined>;
  /** Lists keys that start with `prefix`, at most 1000 a page. */
  list(options?: { readonly prefix?: string; readonly limit?: number; readonly cursor?: string }): Promise<ObjectPage>;
  /** The provider's own client, with what it needs to address the bucket. */
  readonly raw: Raw;
}

/** Writes to a bucket. */
export interface BucketWriter<Raw = unknown> {
  /** Writes an object, completely or not at all. Replaces an object with the same key. */
  put(key: string, body: ObjectBody, options?: { readonly contentType?: string }): Promise<void>;
  /** Deletes an object. Succeeds if there is none. */
  delete(key: string): Promise<void>;
  /** The provider's own client, with what it needs to address the bucket. */
  readonly raw: Raw;
}

/** Client of a bucket. */
export interface BucketClient<Raw = unknown> extends BucketReader<Raw>, BucketWriter<Raw> {}

/** Key attributes of a table: the partition key, and the sort key if there is one. */
export type TableKey = Readonly<Record<string, string | number | bigint>>;

/** Query for items of one partition, in the order of the sort key. */
export interface TableQuery {
  /**
   * Secondary index of the table, by its name in the prop `indexes`. Partition and sort key are then those of the
   * index. An index may lack items written moments ago.
   * @default - the table itself
   */
  readonly index?: string;
  /** Value of the partition key. */
  readonly partition: string | number | bigint;
  /** Start of the sort key. */
  readonly prefix?: string;
  /** Lowest sort key, inclusive. */
  readonly from?: string | number | bigint;
  /** Highest sort key, inclusive. */
  readonly to?: string | number | bigint;
  /** Returns the last items first. @default false */
  readonly descending?: boolean;
  /** Maximum number of items in the page. @default 100 */
  readonly limit?: number;
  /** Start of the page: the `cursor` of the previous page. */
  readonly cursor?: string;
}

/** Page of items. */
export interface TablePage<Item> {
  /** Items of the page. */
  readonly items: readonly Item[];
  /** Cursor of the next page; absent on the last. */
  readonly cursor?: string;
}

/**
 * Reads a table. Items hold what JSON can express, and bytes (`Uint8Array`), `bigint`, `Decimal` and sets of text,
 * numbers or bytes. A number has the same type on every provider: see `docs/state.md`.
 */
export interface TableReader<Item = Record<string, unknown>, Raw = unknown> {
  /** Reads an item, or resolves to undefined if there is none. Sees every write that ended before the call. */
  get(key: TableKey): Promise<Item | undefined>;
  /** Reads items of one partition. */
  query(query: TableQuery): Promise<TablePage<Item>>;
  /** The provider's own client, with what it needs to address the table. */
  readonly raw: Raw;
}

/** Writes to a table. */
export interface TableWriter<Item = Record<string, unknown>, Raw = unknown> {
  /**
   * Writes an item. Replaces an item with the same key, unless `ifAbsent` is set. Attributes that are `undefined` are
   * left out.
   * @throws ConflictError with `ifAbsent`, when an item with the same key exists
   * @throws TypeError for values that no provider stores, such as NaN or a function, and for a key of a wrong type
   */
  put(item: Item, options?: { readonly ifAbsent?: boolean }): Promise<void>;
  /** Deletes an item. Succeeds if there is none. */
  delete(key: TableKey): Promise<void>;
  /** The provider's own client, with what it needs to address the table. */
  readonly raw: Raw;
}

/** Client of a table. */
export interface TableClient<Item = Record<string, unknown>, Raw = unknown>
  extends TableReader<Item, Raw>,
    TableWriter<Item, Raw> {}

/**
 * Client of a table that was imported without its keys: there is no `query`, and `put` always replaces.
 * `Table.fromTableName` of `tradewind/aws` imports a table with its keys.
 */
export interface KeylessTableClient<Item = Record<string, unknown>, Raw = unknown>
  extends Omit<TableReader<Item, Raw>, 'query'>,
    Omit<TableWriter<Item, Raw>, 'put'> {
  /** Writes an item. Replaces an item with the same key. */
  put(item: Item): Promise<void>;
}

/** Options for sending a message. */
export interface SendOptions {
  /** Seconds to delay the delivery, 0 to 900. @default 0 */
  readonly delaySeconds?: number;
  /** Message group, within which order is kept. Required in a FIFO queue. */
  readonly group?: string;
  /**
   * Deduplication id: in a FIFO queue, two messages with the same id within five minutes count as one. @default -
   * derived from the body
   */
  readonly deduplicationId?: string;
}

/** Client of a queue, which sends messages. */
export interface QueueClient<Body = unknown, Raw = unknown> {
  /**
   * Sends one message. A body that is not text is sent as JSON, with all digits of a `bigint` and a `Decimal`. Text
   * that would be read as JSON is sent in quotes; a number, a boolean and `null` with a space before it, so that `body`
   * arrives as the same value.
   * @throws TypeError for values that JSON cannot express, such as bytes, a set or NaN
   */
  send(body: Body, options?: SendOptions): Promise<void>;
  /**
   * Sends many messages, in as few requests as the provider allows.
   * @throws SendError that lists the messages that were not accepted
   */
  sendAll(messages: readonly { readonly body: Body; readonly options?: SendOptions }[]): Promise<void>;
  /** The provider's own client, with what it needs to address the queue. */
  readonly raw: Raw;
}

/** Client of a secret. */
export interface SecretClient<Raw = unknown> {
  /** Reads the value and caches it for five minutes, so that a changed secret is seen without a deployment. */
  get(): Promise<string>;
  /** The provider's own client, with what it needs to address the secret. */
  readonly raw: Raw;
}

/** Client of another function: calls an `ApiFunction` without its API, with the rights of the caller. */
export interface FunctionClient<Raw = unknown> {
  /**
   * Sends a request to the other function's `fetch`. A path is enough; the host of a URL is dropped, so that the
   * request goes to the bound function and to no other address.
   * @throws TypeError for an address that is neither a path nor http or https
   */
  fetch(request: Request | URL | string, init?: RequestInit): Promise<Response>;
  /** The provider's own client, with what it needs to address the function. */
  readonly raw: Raw;
}

/** Client of a `PlainFunction`. Calls wait for the result, with the rights of the caller. */
export interface InvokeClient<Event = unknown, Result = unknown, Raw = unknown> {
  /**
   * Invokes the function with a payload, and resolves to its result. A result of `null` arrives as `undefined`.
   * @throws InvokeError when the function fails
   */
  invoke(event: Event): Promise<Result>;
  /** The provider's own client, with what it needs to address the function. */
  readonly raw: Raw;
}
