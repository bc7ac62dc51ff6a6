/** What can be stored as an object: text as UTF-8, bytes, a stream, or a `Blob`. */
export type ObjectBody = string | ArrayBuffer | Uint8Array | ReadableStream<Uint8Array> | Blob;

/** What is known of an object without its content. */
export interface ObjectInfo {
  /** Its name in the bucket. */
  readonly key: string;
  /** In bytes. */
  readonly size: number;
  /** Changes with the content, without quotes. */
  readonly etag: string;
  /** MIME type; absent where none was given. */
  readonly contentType?: string;
  /** When it was last written, RFC 3339; absent where the provider does not tell. */
  readonly time?: string;
}

/** An object with its content, which can be read once. */
export interface StoredObject extends ObjectInfo {
  /** The content as it arrives. */
  readonly body: ReadableStream<Uint8Array>;
  /** The whole content as text. */
  text(): Promise<string>;
  /** The whole content, parsed. */
  json<T = unknown>(): Promise<T>;
  /** The whole content. */
  bytes(): Promise<Uint8Array>;
}

/** A page of a listing, in the order of keys. */
export interface ObjectPage {
  /** What was found. */
  readonly objects: readonly Pick<ObjectInfo, 'key' | 'size'>[];
  /** Where the next page begins; absent on the last. */
  readonly cursor?: string;
}

/** What reads a bucket. `raw` is the provider's own client. */
export interface BucketReader<Raw = unknown> {
  /** Resolves to nothing when there is no such object. */
  get(key: string): Promise<StoredObject | undefined>;
  /** The same without the content. */
  head(key: string): Promise<ObjectInfo | undefined>;
  /** Keys that start with `prefix`, 1000 at the most a page. */
  list(options?: { readonly prefix?: string; readonly limit?: number; readonly cursor?: string }): Promise<ObjectPage>;
  /** The provider's own client, and what it needs to know. */
  readonly raw: Raw;
}

/** What writes to a bucket. */
export interface BucketWriter<Raw = unknown> {
  /** Writes an object, whole or not at all; one of the same key is replaced. */
  put(key: string, body: ObjectBody, options?: { readonly contentType?: string }): Promise<void>;
  /** Deletes an object; that there is none is no error. */
  delete(key: string): Promise<void>;
  /** The provider's own client, and what it needs to know. */
  readonly raw: Raw;
}

/** A bucket as handlers see it. */
export interface BucketClient<Raw = unknown> extends BucketReader<Raw>, BucketWriter<Raw> {}

/** The attributes of a table's key: the partition key, and the sort key if there is one. */
export type TableKey = Readonly<Record<string, string | number | bigint>>;

/** Items of one partition, in the order of the sort key. */
export interface TableQuery {
  /**
   * A secondary index of the table, by its name in the prop `indexes`. Partition and sort key are then those of the index. An
   * index may lack what was written in the last moments.
   * @default - the table itself
   */
  readonly index?: string;
  /** Value of the partition key. */
  readonly partition: string | number | bigint;
  /** Only sort keys that start so. */
  readonly prefix?: string;
  /** Only sort keys from this one on, itself included. */
  readonly from?: string | number | bigint;
  /** Only sort keys up to this one, itself included. */
  readonly to?: string | number | bigint;
  /** Last first. @default false */
  readonly descending?: boolean;
  /** Most items of the page. @default 100 */
  readonly limit?: number;
  /** Where the page begins: `cursor` of the one before. */
  readonly cursor?: string;
}

/** A page of items. */
export interface TablePage<Item> {
  /** What was found. */
  readonly items: readonly Item[];
  /** Where the next page begins; absent on the last. */
  readonly cursor?: string;
}

/**
 * Reader of a table. Items are what JSON can express, and bytes (`Uint8Array`), `bigint`, `Decimal` and sets of text, numbers or
 * bytes. A number has the same type from everywhere: see `docs/state.md`.
 */
export interface TableReader<Item = Record<string, unknown>, Raw = unknown> {
  /** Resolves to nothing when there is no such item. Sees every write that has ended before. */
  get(key: TableKey): Promise<Item | undefined>;
  /** The items of a partition. */
  query(query: TableQuery): Promise<TablePage<Item>>;
  /** The provider's own client, and what it needs to know. */
  readonly raw: Raw;
}

/** What writes to a table. */
export interface TableWriter<Item = Record<string, unknown>, Raw = unknown> {
  /**
   * Writes an item; one of the same key is replaced, unless `ifAbsent`. Attributes that are `undefined` are left out.
   * @throws ConflictError when there is one already, with `ifAbsent`
   * @throws TypeError for what no provider stores, such as NaN or a function, and for a key of a wrong type
   */
  put(item: Item, options?: { readonly ifAbsent?: boolean }): Promise<void>;
  /** Deletes an item; that there is none is no error. */
  delete(key: TableKey): Promise<void>;
  /** The provider's own client, and what it needs to know. */
  readonly raw: Raw;
}

/** A table as handlers see it. */
export interface TableClient<Item = Record<string, unknown>, Raw = unknown>
  extends TableReader<Item, Raw>,
    TableWriter<Item, Raw> {}

/**
 * A table whose keys are not known, as it was imported without them: there is no `query`, and `put` replaces.
 * `Table.fromTableName` of `tradewind/aws` imports a table with its keys.
 */
export interface KeylessTableClient<Item = Record<string, unknown>, Raw = unknown>
  extends Omit<TableReader<Item, Raw>, 'query'>,
    Omit<TableWriter<Item, Raw>, 'put'> {
  /** Writes an item; one of the same key is replaced. */
  put(item: Item): Promise<void>;
}

/** How a message is sent. */
export interface SendOptions {
  /** Seconds before it is delivered, 0 to 900. @default 0 */
  readonly delaySeconds?: number;
  /** What it is in order with; needed in a FIFO queue. */
  readonly group?: string;
  /** Two messages of the same id within five minutes count as one, in a FIFO queue. @default - made of the body */
  readonly deduplicationId?: string;
}

/** A queue as handlers see it: what sends to it. */
export interface QueueClient<Body = unknown, Raw = unknown> {
  /**
   * Sends one message. What is no text is sent as JSON, with all digits of a `bigint` and a `Decimal`. Text that would be read
   * as JSON is sent in quotes, a number, a boolean and `null` with a space before it, so that `body` is the same value again.
   * @throws TypeError for what JSON cannot say, such as bytes, a set or NaN
   */
  send(body: Body, options?: SendOptions): Promise<void>;
  /**
   * Sends many messages, in as few requests as the provider allows.
   * @throws SendError that names the messages that were not accepted
   */
  sendAll(messages: readonly { readonly body: Body; readonly options?: SendOptions }[]): Promise<void>;
  /** The provider's own client, and what it needs to know. */
  readonly raw: Raw;
}

/** A secret as handlers see it. */
export interface SecretClient<Raw = unknown> {
  /** The value. Remembered for five minutes, so that a changed secret is seen without a deployment. */
  get(): Promise<string>;
  /** The provider's own client, and what it needs to know. */
  readonly raw: Raw;
}

/** Another function as handlers see it: an `ApiFunction` that is called without its API, with the rights of the caller. */
export interface FunctionClient<Raw = unknown> {
  /**
   * Answers as the other function's `fetch` does. A path alone is enough; the host of a URL is dropped, so that a request
   * goes to the bound function and to no other address.
   * @throws TypeError for an address that is neither a path nor http or https
   */
  fetch(request: Request | URL | string, init?: RequestInit): Promise<Response>;
  /** The provider's own client, and what it needs to know. */
  readonly raw: Raw;
}

/** A `PlainFunction` as handlers see it. Calls wait for the answer, with the rights of the caller. */
export interface InvokeClient<Event = unknown, Result = unknown, Raw = unknown> {
  /**
   * Invokes the function with a payload, and resolves to its answer. An answer of `null` arrives as `undefined`.
   * @throws InvokeError when the function fails
   */
  invoke(event: Event): Promise<Result>;
  /** The provider's own client, and what it needs to know. */
  readonly raw: Raw;
}
