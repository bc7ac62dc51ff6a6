import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SECRET_VALUE } from '../driver';
import type { AzureResources, SynthesizedApp } from './azure-stack';

/**
 * Fakes of the services that functions use, with the operations that they use, and of the host that invokes functions.
 */
export interface AzureServices {
  readonly address: string;
  /** Puts a blob as the provider's own tools do, or deletes it. */
  upload(account: string, key: string, body: Buffer | undefined): void;
  /** Messages in the poison queue of an account, parsed. */
  deadLetters(account: string): unknown[];
  stop(): Promise<void>;
}

/** Data that the host passes to a function. */
export interface Trigger {
  readonly data: object;
  readonly triggerMetadata?: object;
  readonly retryContext?: object;
}

/** Invokes the function of an app. Resolves to `true` on success. */
export type Invoke = (id: string, trigger: Trigger) => Promise<boolean>;

interface Answer {
  readonly status: number;
  readonly body?: string | Buffer;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Asked {
  readonly method: string;
  /** Path below the service: `/account/rest`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const JSON_TYPE = { 'content-type': 'application/json' };

/** Starts the services. */
export async function startAzureServices(resources: () => AzureResources, invoke: Invoke): Promise<AzureServices> {
  const queues = new Queues(resources, invoke);
  const blobs = new Blobs(resources, queues);
  const cosmos = new Cosmos(resources, invoke);
  const services: Record<string, (asked: Asked) => Answer> = {
    blob: (asked) => blobs.answer(asked),
    queue: (asked) => queues.answer(asked),
    cosmos: (asked) => cosmos.answer(asked),
    vault: () => ({ status: 200, headers: JSON_TYPE, body: JSON.stringify({ value: SECRET_VALUE }) }),
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { pathname, searchParams: query } = new URL(request.url!, 'http://localhost');
    const [, service, rest = ''] = /^\/(\w+)(\/.*)$/.exec(pathname)!;
    const { method, headers } = request;
    const answer = services[service!]!({ method: method!, path: rest, query, headers, body: Buffer.concat(chunks) });
    response.writeHead(answer.status, answer.headers).end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    upload: (account, key, body) => blobs.change(account, key, body && { body, type: 'application/octet-stream' }),
    deadLetters: (account) => queues.poisoned(account),
    async stop() {
      queues.stop();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Fakes queues: a message goes to the function that the account triggers, and into the poison queue in the end. */
class Queues {
  private readonly poison = new Map<string, string[]>();
  private stopped = false;
  private count = 0;

  constructor(
    private readonly resources: () => AzureResources,
    private readonly invoke: Invoke,
  ) {}

  answer({ path, body }: Asked): Answer {
    const [, account, poison] = /^\/([^/]+)\/messages(-poison)?\/messages$/.exec(path)!;
    const [, content] = /<MessageText>(.*)<\/MessageText>/s.exec(body.toString())!;
    const text = Buffer.from(content!, 'base64').toString();
    if (poison === undefined) this.put(account!, text);
    else this.poison.set(account!, [...(this.poison.get(account!) ?? []), text]);
    return { status: 201, headers: { 'content-type': 'application/xml' }, body: '<QueueMessagesList/>' };
  }

  put(account: string, text: string): void {
    const app = this.resources().apps.find((each) =>
      each.settings().TRADEWIND_QUEUE__queueServiceUri?.endsWith(`/${account}/`),
    );
    if (app) void this.deliver(app, account, text);
  }

  poisoned(account: string): unknown[] {
    return (this.poison.get(account) ?? []).map((text) => JSON.parse(text));
  }

  stop(): void {
    this.stopped = true;
  }

  private async deliver({ id: app, attempts }: SynthesizedApp, account: string, text: string): Promise<void> {
    this.count += 1;
    const id = `message-${this.count}`;
    const insertionTime = new Date().toISOString();
    const data = /^[[{]/.test(text) ? { json: text } : { string: text };
    for (let dequeueCount = 1; dequeueCount <= attempts && !this.stopped; dequeueCount += 1) {
      if (await this.invoke(app, { data, triggerMetadata: metadata({ id, insertionTime, dequeueCount }) })) return;
      await sleep(20);
    }
    if (!this.stopped) this.poison.set(account, [...(this.poison.get(account) ?? []), text]);
  }
}

/** Metadata as the host types it: text as text, all else as JSON. */
function metadata(of: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(
    Object.entries(of).map(([name, value]) => [
      name,
      typeof value === 'string' ? { string: value } : { json: JSON.stringify(value) },
    ]),
  );
}

interface Blob {
  readonly body: Buffer;
  readonly type: string;
  /** Headers that begin with `x-ms-meta-`. */
  readonly metadata?: Readonly<Record<string, string>>;
}

/** Fakes blobs by account and name, and events of their changes. */
class Blobs {
  private readonly blobs = new Map<string, Blob & { readonly etag: string }>();
  private count = 0;

  constructor(
    private readonly resources: () => AzureResources,
    private readonly queues: Queues,
  ) {}

  answer({ method, path, query, headers, body }: Asked): Answer {
    const [, account, encoded] = /^\/([^/]+)\/objects(?:\/(.+))?$/.exec(path)!;
    if (encoded === undefined)
      return { status: 200, headers: { 'content-type': 'application/xml' }, body: this.list(account!, query) };
    const name = decodeURIComponent(encoded);
    if (method === 'PUT') {
      const type = headers['x-ms-blob-content-type'] ?? 'application/octet-stream';
      const metadata = Object.entries(headers).filter(([header]) => header.startsWith('x-ms-meta-'));
      this.change(account!, name, {
        body,
        type: String(type),
        metadata: Object.fromEntries(metadata) as Blob['metadata'],
      });
      return { status: 201, headers: { etag: `"${this.count}"` } };
    }
    const found = this.blobs.get(`${account}/${name}`);
    if (found === undefined) return { status: 404, headers: { 'x-ms-error-code': 'BlobNotFound' } };
    if (method === 'DELETE') {
      this.change(account!, name, undefined);
      return { status: 202 };
    }
    if (headers['if-match'] !== undefined && headers['if-match'] !== `"${found.etag}"`) return { status: 412 };
    const told = {
      ...found.metadata,
      'content-type': found.type,
      'content-length': String(found.body.length),
      etag: `"${found.etag}"`,
      'last-modified': new Date().toUTCString(),
    };
    return { status: 200, headers: told, body: method === 'HEAD' ? undefined : found.body };
  }

  change(account: string, name: string, blob: Blob | undefined): void {
    this.count += 1;
    const place = `${account}/${name}`;
    if (blob) this.blobs.set(place, { ...blob, etag: String(this.count) });
    else this.blobs.delete(place);
    const eventType = `Microsoft.Storage.Blob${blob ? 'Created' : 'Deleted'}`;
    const subject = `/blobServices/default/containers/objects/blobs/${name}`;
    const event = {
      id: `event-${this.count}`,
      topic: `/subscriptions/test/resourceGroups/test/providers/Microsoft.Storage/storageAccounts/${account}`,
      subject,
      eventType,
      eventTime: new Date().toISOString(),
      data: { contentLength: blob?.body.length, eTag: `"${this.count}"` },
    };
    for (const each of this.resources().subscriptions) {
      const fits = each.account === account && each.eventTypes.includes(eventType);
      if (fits && subject.startsWith(each.begins) && subject.endsWith(each.ends))
        this.queues.put(each.queueAccount, JSON.stringify(event));
    }
  }

  private list(account: string, query: URLSearchParams): string {
    const prefix = `${account}/${query.get('prefix') ?? ''}`;
    const all = [...this.blobs.keys()].filter((place) => place.startsWith(prefix)).sort();
    const from = Number(query.get('marker') || 0);
    const to = from + Number(query.get('maxresults') ?? 5000);
    const blobs = all.slice(from, to).map((place) => {
      const properties = `<Content-Length>${this.blobs.get(place)!.body.length}</Content-Length>`;
      return `<Blob><Name>${place.slice(account.length + 1)}</Name><Properties>${properties}</Properties></Blob>`;
    });
    const next = to < all.length ? `<NextMarker>${to}</NextMarker>` : '<NextMarker/>';
    return `<?xml version="1.0"?><EnumerationResults><Blobs>${blobs.join('')}</Blobs>${next}</EnumerationResults>`;
  }
}

// biome-ignore lint/suspicious/noExplicitAny: whatever a document has
type Document = Record<string, any>;

/** Fakes Cosmos DB: documents by container, partition and id, the queries of tables, and the change feed. */
class Cosmos {
  private readonly documents = new Map<string, Document>();
  private feed: Promise<void> = Promise.resolve();
  private count = 0;

  constructor(
    private readonly resources: () => AzureResources,
    private readonly invoke: Invoke,
  ) {}

  answer({ method, path, headers, body }: Asked): Answer {
    // One physical partition, as a small container has.
    if (path.endsWith('/pkranges'))
      return { status: 200, headers: JSON_TYPE, body: JSON.stringify({ PartitionKeyRanges: [{ id: '0' }] }) };
    const [, container, id] = /^\/dbs\/tables\/colls\/([^/]+)\/docs(?:\/(.+))?$/.exec(path)!;
    const key = headers['x-ms-documentdb-partitionkey'];
    // The gateway does not sort over partitions: a query is for a partition, or for a range of them.
    if (key === undefined && headers['x-ms-documentdb-partitionkeyrangeid'] === undefined)
      return { status: 400, body: 'Cross partition query is not served by the gateway' };
    const partition = key === undefined ? `${container} ` : `${container} ${key} `;
    const json = (status: number, found: unknown): Answer => ({
      status,
      headers: JSON_TYPE,
      body: JSON.stringify(found),
    });
    if (id !== undefined) {
      const found = this.documents.get(partition + id);
      if (found === undefined) return json(404, { message: 'There is none' });
      if (method === 'GET') return json(200, found);
      const match = headers['if-match'];
      if (match !== undefined && match !== found._etag) return json(412, { message: 'It was written since' });
      this.documents.delete(partition + id);
      return { status: 204 };
    }
    const given = JSON.parse(body.toString());
    if (headers['x-ms-documentdb-isquery'] !== undefined) return json(200, { Documents: this.query(partition, given) });
    const place = partition + given.id;
    if (this.documents.has(place) && headers['x-ms-documentdb-is-upsert'] === undefined) return json(409, {});
    this.count += 1;
    const document = { ...given, _etag: `"${this.count}"`, _ts: Math.floor(Date.now() / 1000) };
    this.documents.set(place, document);
    this.tell(container!, document);
    return json(201, document);
  }

  private query(partition: string, { query, parameters }: Document): Document[] {
    const [, top, where = 'true', order = ''] = /^SELECT TOP (\d+) \* FROM c(?: WHERE (.+?))?(?: ORDER BY (.+))?$/.exec(
      query,
    )!;
    const script = where
      .replaceAll(/STARTSWITH\(([^,]+), (@\w+)\)/g, 'String($1).startsWith($2)')
      .replaceAll(/IS_DEFINED\(([^)]+)\)/g, '($1 !== undefined)')
      .replaceAll(' = ', ' === ')
      .replaceAll(' AND ', ' && ')
      .replaceAll(' OR ', ' || ')
      .replaceAll(/@(\w+)/g, 'given.$1');
    const given = Object.fromEntries(parameters.map(({ name, value }: Document) => [name.slice(1), value]));
    const fits = new Function('c', 'given', `return ${script}`);
    const paths = order === '' ? [] : order.split(', ').map((path) => path.replace(/ (ASC|DESC)$/, ''));
    const sign = order.endsWith('DESC') ? -1 : 1;
    const values = paths.map((path) => new Function('c', `return ${path}`));
    const compare = (a: Document, b: Document) =>
      sign * (values.map((of) => (of(a) < of(b) ? -1 : of(a) > of(b) ? 1 : 0)).find((found) => found !== 0) ?? 0);
    const found = [...this.documents].filter(([place]) => place.startsWith(partition)).map(([, document]) => document);
    return found
      .filter((document) => fits(document, given))
      .sort(compare)
      .slice(0, Number(top));
  }

  /** Sends each change to each function, again until its retries are used up. */
  private tell(container: string, document: Document): void {
    const heard = this.resources().apps.filter((app) => app.settings().TRADEWIND_CONTAINER === container);
    const data = { json: JSON.stringify([document]) };
    this.feed = this.feed.then(async () => {
      for (const { id } of heard) {
        for (let retryCount = 0; retryCount <= 5; retryCount += 1) {
          if (await this.invoke(id, { data, retryContext: { retryCount, maxRetryCount: 5 } })) break;
          await sleep(20);
        }
      }
    });
  }
}
