import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SECRET_VALUE } from '../driver';
import { encodeFirestoreEvent } from './google-firestore-event';
import type { GoogleResources, Subscription } from './google-stack';

/**
 * Fakes of the services that functions use, with the operations that they use; they send the same requests to
 * functions.
 */
export interface GoogleServices {
  readonly address: string;
  /** Puts an object as the provider's own tools do, or deletes it. */
  upload(bucket: string, key: string, body: Buffer | undefined): void;
  /** Messages in the dead letters of a queue, parsed. */
  deadLetters(id: string): unknown[];
  stop(): Promise<void>;
}

interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Asked {
  readonly method: string;
  readonly url: URL;
  readonly body: Buffer;
  readonly type: string;
}

const NOT_FOUND: Answer = { status: 404, body: { error: { status: 'NOT_FOUND', message: 'There is none' } } };

/** Starts the services. `functionUrl` returns the address of a function, by the id of its construct. */
export async function startGoogleServices(
  resources: () => GoogleResources,
  functionUrl: (id: string) => string,
): Promise<GoogleServices> {
  const pubsub = new PubSub(resources);
  const storage = new Storage(resources, pubsub);
  const firestore = new Firestore(resources, functionUrl);
  const answer = (asked: Asked): Answer => {
    const { pathname } = asked.url;
    if (/^\/(upload\/)?storage\//.test(pathname)) return storage.answer(asked);
    if (/:publish$/.test(pathname)) return pubsub.answer(asked);
    if (/\/databases\//.test(pathname)) return firestore.answer(asked);
    const payload = { data: Buffer.from(SECRET_VALUE).toString('base64') };
    return /\/secrets\/[\w-]+\/versions\/latest:access$/.test(pathname)
      ? { status: 200, body: { payload } }
      : NOT_FOUND;
  };
  const server = createServer(async (request, response) => {
    const { status, body, headers } = answer(await read(request));
    response.writeHead(status, headers ?? { 'content-type': 'application/json' });
    response.end(Buffer.isBuffer(body) ? body : JSON.stringify(body ?? {}));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    upload: (bucket, key, body) => storage.change(bucket, key, body && { body, type: 'application/octet-stream' }),
    deadLetters: (id) => pubsub.kept(id),
    async stop() {
      pubsub.stop();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function read(request: IncomingMessage): Promise<Asked> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  const type = request.headers['content-type'] ?? '';
  return { method: request.method!, url: new URL(request.url!, 'http://localhost'), body: Buffer.concat(chunks), type };
}

interface Message {
  readonly data?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly messageId: string;
  readonly publishTime: string;
}

/**
 * Fakes Pub/Sub: a published message goes to each subscription, and from there to its endpoint, as often as it may
 * fail.
 */
class PubSub {
  private readonly waiting = new Map<string, Message[]>();
  private stopped = false;
  private count = 0;

  constructor(private readonly resources: () => GoogleResources) {}

  answer({ url, body }: Asked): Answer {
    const topic = /^\/v1\/(.+):publish$/.exec(decodeURIComponent(url.pathname))![1]!;
    const { messages } = JSON.parse(body.toString());
    return { status: 200, body: { messageIds: messages.map((message: Message) => this.publish(topic, message)) } };
  }

  publish(topic: string, message: Partial<Message>): string {
    this.count += 1;
    const messageId = String(this.count);
    const sent = { ...message, messageId, publishTime: new Date().toISOString() };
    for (const subscription of this.resources().subscriptions) {
      if (subscription.topic === topic) void this.deliver(subscription, sent);
    }
    return messageId;
  }

  kept(id: string): unknown[] {
    const { subscriptions } = this.resources();
    const of = subscriptions.find((each) => each.id === id && each.pushEndpoint === undefined);
    return (this.waiting.get(of!.name) ?? []).map(({ data }) => JSON.parse(Buffer.from(data!, 'base64').toString()));
  }

  stop(): void {
    this.stopped = true;
  }

  private async deliver(subscription: Subscription, message: Message): Promise<void> {
    const { name, pushEndpoint, attempts, deadLetterTopic } = subscription;
    if (pushEndpoint === undefined) {
      this.waiting.set(name, [...(this.waiting.get(name) ?? []), message]);
      return;
    }
    for (let attempt = 1; attempt <= attempts && !this.stopped; attempt += 1) {
      const body = JSON.stringify({
        message,
        subscription: `projects/test-4711/subscriptions/${name}`,
        deliveryAttempt: attempt,
      });
      const headers = { 'content-type': 'application/json' };
      const { ok } = await fetch(pushEndpoint, { method: 'POST', headers, body }).catch(() => ({ ok: false }));
      if (ok) return;
      await sleep(20);
    }
    if (deadLetterTopic !== undefined && !this.stopped) this.publish(deadLetterTopic, { data: message.data });
  }
}

interface StoredObject {
  readonly body: Buffer;
  readonly type: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Reads an upload: the content alone, or the content after its metadata. */
function readUpload(url: URL, type: string, body: Buffer): StoredObject & { readonly name: string } {
  if (url.searchParams.get('uploadType') === 'media') return { name: url.searchParams.get('name')!, body, type };
  const boundary = `--${/boundary=(\S+)/.exec(type)![1]}`;
  const second = body.indexOf(boundary, boundary.length);
  const content = (from: number, to: number) => body.subarray(body.indexOf('\r\n\r\n', from) + 4, to - 2);
  const { name, contentType, metadata } = JSON.parse(content(0, second).toString());
  return { name, type: contentType, metadata, body: content(second, body.lastIndexOf(boundary)) };
}

/** Fakes Cloud Storage: objects by bucket and key, and events of their changes. */
class Storage {
  private readonly objects = new Map<string, StoredObject & { readonly generation: number }>();
  private generation = 0;

  constructor(
    private readonly resources: () => GoogleResources,
    private readonly pubsub: PubSub,
  ) {}

  answer({ method, url, body, type }: Asked): Answer {
    const [, bucket, key] = /\/b\/([^/]+)\/o(?:\/([^/]+))?$/.exec(url.pathname)!;
    if (url.pathname.startsWith('/upload/')) {
      const { name, ...object } = readUpload(url, type, body);
      this.change(bucket!, name, object);
      return { status: 200, body: this.resource(bucket!, name) };
    }
    if (key === undefined) return { status: 200, body: this.list(bucket!, url.searchParams) };
    const name = decodeURIComponent(key);
    const found = this.objects.get(`${bucket}/${name}`);
    if (found === undefined) return NOT_FOUND;
    if (method === 'DELETE') {
      this.change(bucket!, name, undefined);
      return { status: 204 };
    }
    const wanted = url.searchParams.get('ifGenerationMatch');
    if (wanted !== null && wanted !== String(found.generation)) return { status: 412 };
    if (url.searchParams.get('alt') !== 'media') return { status: 200, body: this.resource(bucket!, name) };
    const headers = {
      'content-type': found.type,
      etag: `"${found.generation}"`,
      'last-modified': new Date().toUTCString(),
    };
    return { status: 200, body: found.body, headers };
  }

  change(bucket: string, key: string, object: StoredObject | undefined): void {
    const place = `${bucket}/${key}`;
    const resource = object ? undefined : this.resource(bucket, key);
    this.generation += 1;
    if (object) this.objects.set(place, { ...object, generation: this.generation });
    else this.objects.delete(place);
    const eventType = object ? 'OBJECT_FINALIZE' : 'OBJECT_ARCHIVE';
    const data = Buffer.from(JSON.stringify(resource ?? this.resource(bucket, key))).toString('base64');
    const attributes = {
      eventType,
      bucketId: bucket,
      objectId: key,
      objectGeneration: String(this.generation),
      eventTime: new Date().toISOString(),
      payloadFormat: 'JSON_API_V1',
    };
    for (const each of this.resources().notifications) {
      if (each.bucket === bucket && each.eventTypes.includes(eventType) && key.startsWith(each.prefix))
        this.pubsub.publish(each.topic, { data, attributes });
    }
  }

  private resource(bucket: string, key: string): object {
    const { body, type, generation, metadata } = this.objects.get(`${bucket}/${key}`)!;
    return {
      name: key,
      size: String(body.length),
      etag: String(generation),
      generation: String(generation),
      metadata,
      contentType: type,
      updated: new Date().toISOString(),
    };
  }

  private list(bucket: string, query: URLSearchParams): object {
    const prefix = `${bucket}/${query.get('prefix') ?? ''}`;
    const all = [...this.objects.keys()].filter((place) => place.startsWith(prefix)).sort();
    const from = Number(query.get('pageToken') ?? 0);
    const to = from + Number(query.get('maxResults') ?? 1000);
    const items = all.slice(from, to).map((place) => this.resource(bucket, place.slice(bucket.length + 1)));
    return { items, nextPageToken: to < all.length ? String(to) : undefined };
  }
}

// biome-ignore lint/suspicious/noExplicitAny: values of Firestore's API
type Fields = Record<string, any>;

interface Document {
  readonly name: string;
  readonly fields: Fields;
  readonly updateTime: string;
}

/** Fakes Firestore: documents by path, queries by one field, and events in their order. */
class Firestore {
  private readonly documents = new Map<string, Document>();
  private events: Promise<void> = Promise.resolve();
  private count = 0;

  constructor(
    private readonly resources: () => GoogleResources,
    private readonly functionUrl: (id: string) => string,
  ) {}

  answer({ method, url, body }: Asked): Answer {
    const name = url.pathname.slice('/v1/'.length).split('/').map(decodeURIComponent).join('/');
    if (method === 'POST')
      return {
        status: 200,
        body: this.query(name.replace(/:runQuery$/, ''), JSON.parse(body.toString()).structuredQuery),
      };
    const before = this.documents.get(name);
    if (method === 'GET') return before ? { status: 200, body: before } : NOT_FOUND;
    if (method === 'DELETE') {
      this.documents.delete(name);
      if (before) this.tell(name, before, undefined);
      return { status: 200 };
    }
    return this.write(name, before, url.searchParams, JSON.parse(body.toString()).fields);
  }

  private write(name: string, before: Document | undefined, query: URLSearchParams, fields: Fields): Answer {
    if (query.get('currentDocument.exists') === 'false' && before)
      return { status: 409, body: { error: { status: 'ALREADY_EXISTS', message: 'There is one' } } };
    const time = query.get('currentDocument.updateTime');
    if (time !== null && before?.updateTime !== time)
      return { status: 400, body: { error: { status: 'FAILED_PRECONDITION', message: 'It is another' } } };
    this.count += 1;
    const after = { name, fields, updateTime: new Date(Date.now() + this.count).toISOString() };
    this.documents.set(name, after);
    this.tell(name, before, after);
    return { status: 200, body: after };
  }

  private query(parent: string, { from, where, orderBy, limit, startAt }: Fields): object[] {
    const [{ collectionId, allDescendants }] = from;
    const filters: Fields[] = where?.compositeFilter.filters ?? [];
    const value = ({ name, fields }: Document, path: string): unknown => {
      if (path === '__name__') return name;
      const [first = '', ...rest] = path.split('.');
      return plain(rest.reduce((at, each) => at?.mapValue?.fields?.[each], fields[first]));
    };
    const fits = (document: Document) =>
      filters.every(({ fieldFilter: { field, op, value: other } }) => {
        const order = compare(value(document, field.fieldPath), plain(other));
        const holds = {
          EQUAL: order === 0,
          GREATER_THAN: order > 0,
          GREATER_THAN_OR_EQUAL: order >= 0,
          LESS_THAN: order < 0,
          LESS_THAN_OR_EQUAL: order <= 0,
        };
        return holds[op as keyof typeof holds];
      });
    const paths: string[] = orderBy.map(({ field }: Fields) => field.fieldPath);
    const sign = orderBy[0].direction === 'DESCENDING' ? -1 : 1;
    const against = (document: Document, values: readonly unknown[]) =>
      sign *
      (paths.map((path, index) => compare(value(document, path), values[index])).find((order) => order !== 0) ?? 0);
    const start: unknown[] | undefined = startAt?.values.map((each: Fields) => each.referenceValue ?? plain(each));
    const within = allDescendants ? `${parent}/` : `${parent}/${collectionId}/`;
    return [...this.documents.values()]
      .filter(({ name }) => name.startsWith(within) && name.split('/').at(-2) === collectionId)
      .filter((document) => paths.every((path) => value(document, path) !== undefined) && fits(document))
      .filter((document) => start === undefined || against(document, start) > 0)
      .sort((a, b) =>
        against(
          a,
          paths.map((path) => value(b, path)),
        ),
      )
      .slice(0, limit)
      .map((document) => ({ document }));
  }

  /** Sends each change to each function, again until it succeeds. */
  private tell(name: string, before: Document | undefined, after: Document | undefined): void {
    const [, database] = /\/databases\/([^/]+)\//.exec(name)!;
    const heard = this.resources().functions.filter((fn) => fn.database === database);
    const body = encodeFirestoreEvent(before, after);
    this.count += 1;
    const headers = {
      'ce-id': `event-${this.count}`,
      'ce-source': `//firestore.googleapis.com/projects/test-4711/databases/${database}`,
      'ce-specversion': '1.0',
      'ce-type': 'google.cloud.firestore.document.v1.written',
      'ce-time': new Date().toISOString(),
      'content-type': 'application/protobuf',
    };
    this.events = this.events.then(async () => {
      for (const { id } of heard) {
        for (let tries = 0; tries < 5; tries += 1) {
          const { ok } = await fetch(this.functionUrl(id), { method: 'POST', headers, body }).catch(() => ({
            ok: false,
          }));
          if (ok) break;
          await sleep(20);
        }
      }
    });
  }
}

function plain(value: Fields | undefined): string | number | undefined {
  const number = value?.integerValue ?? value?.doubleValue;
  return value?.stringValue ?? (number === undefined ? undefined : Number(number));
}

/** Numbers before text, as Firestore orders. */
function compare(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return Buffer.compare(Buffer.from(a as string), Buffer.from(b as string));
}
