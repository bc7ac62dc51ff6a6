import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';

/** Fake of Vercel Blob with the protocol of its SDK: one private store. */
export interface BlobService {
  /** Variables for functions, so that the SDK finds the store. */
  readonly variables: Readonly<Record<string, string>>;
  /** Modules to load before functions. */
  readonly preload: string;
  /** Texts of the objects whose pathname contains this. */
  texts(part: string): readonly string[];
  stop(): Promise<void>;
}

interface Stored {
  readonly bytes: Buffer;
  readonly contentType: string;
  readonly etag: string;
  readonly uploadedAt: string;
}

interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Buffer | object;
}

/** The SDK reads the store's name from the token, and requests its objects in lower case. */
const STORE = 'teststore';
const TOKEN = 'vercel_blob_rw_teststore_only-the-project-knows';
/** Loaded before a function. */
const PRELOAD = path.join(__dirname, 'hosts/vercel-blob.cjs');
const TYPES: Readonly<Record<string, string>> = { json: 'application/json', txt: 'text/plain' };

/** Starts the store. */
export async function startBlobService(): Promise<BlobService> {
  const store = new Store();
  const server = createServer(async (request, response) => {
    const { status, headers, body } = await store.answer(request, Buffer.concat(await request.toArray()));
    response.writeHead(status, body instanceof Buffer ? headers : { 'content-type': 'application/json', ...headers });
    response.end(body instanceof Buffer ? body : JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    variables: {
      BLOB_READ_WRITE_TOKEN: TOKEN,
      VERCEL_BLOB_API_URL: `${url}/api`,
      TEST_BLOB_STORE: url,
    },
    preload: PRELOAD,
    texts: (part) => store.texts(part),
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

class Store {
  private readonly objects = new Map<string, Stored>();
  /** Content of the network's cache for each address. */
  private readonly cached = new Map<string, Stored>();

  texts(part: string): string[] {
    return [...this.objects].filter(([name]) => name.includes(part)).map(([, { bytes }]) => bytes.toString());
  }

  async answer({ method, headers, url }: IncomingMessage, body: Buffer): Promise<Answer> {
    if (headers.authorization !== `Bearer ${TOKEN}`) return failure(403, 'forbidden');
    const { pathname, searchParams } = new URL(url!, 'http://localhost');
    const own = `/stores/${STORE}/`;
    if (pathname.startsWith(own)) {
      const isPlain = headers['accept-encoding'] === 'identity';
      return this.read(decodeURIComponent(pathname.slice(own.length)), searchParams, isPlain);
    }
    const asked = `${method} ${pathname.replace(/^\/api/, '')}`;
    if (asked.startsWith('PUT ')) return this.put(searchParams.get('pathname')!, headers, body);
    if (asked === 'POST /delete') return this.delete(JSON.parse(body.toString()).urls);
    if (asked.startsWith('GET ') && searchParams.has('url')) return this.head(searchParams.get('url')!);
    if (asked.startsWith('GET ')) return this.list(searchParams);
    return failure(400, 'bad_request');
  }

  /**
   * Without `cache=0`, an earlier read is returned again, though the object was overwritten. Compressible content has a
   * weak ETag.
   */
  private read(name: string, search: URLSearchParams, isPlain: boolean): Answer {
    const found = (search.get('cache') !== '0' && this.cached.get(name)) || this.objects.get(name);
    if (found === undefined) return failure(404, 'not_found');
    this.cached.set(name, found);
    const { bytes, contentType, etag, uploadedAt } = found;
    const headers = {
      'content-type': contentType,
      'content-length': String(bytes.length),
      'last-modified': uploadedAt,
      etag: isPlain ? etag : `W/${etag}`,
    };
    return { status: 200, headers, body: bytes };
  }

  private put(name: string, headers: IncomingMessage['headers'], bytes: Buffer): Answer {
    if (headers['x-vercel-blob-access'] !== 'private') return failure(400, 'bad_request');
    const found = this.objects.get(name);
    const expected = headers['x-if-match'];
    if (expected !== undefined && found?.etag !== expected) return failure(412, 'precondition_failed');
    if (found !== undefined && headers['x-allow-overwrite'] !== '1') return failure(400, 'bad_request');
    const given = headers['x-content-type'] as string | undefined;
    const contentType = given ?? TYPES[name.split('.').at(-1)!] ?? 'application/octet-stream';
    const etag = `"${createHash('md5').update(bytes).digest('hex')}"`;
    this.objects.set(name, { bytes, contentType, etag, uploadedAt: new Date().toISOString() });
    return { status: 200, body: this.describe(name) };
  }

  private delete(names: readonly string[]): Answer {
    for (const name of names) this.objects.delete(name);
    return { status: 200, body: {} };
  }

  private head(name: string): Answer {
    return this.objects.has(name) ? { status: 200, body: this.describe(name) } : failure(404, 'not_found');
  }

  /** In the order of names; the cursor is the last one. */
  private list(search: URLSearchParams): Answer {
    const limit = Number(search.get('limit') ?? 1000);
    const names = [...this.objects.keys()]
      .filter((name) => name.startsWith(search.get('prefix') ?? '') && name > (search.get('cursor') ?? ''))
      .sort();
    const page = names.slice(0, limit);
    const hasMore = names.length > limit;
    const body = { blobs: page.map((name) => this.describe(name)), hasMore, ...(hasMore && { cursor: page.at(-1) }) };
    return { status: 200, body };
  }

  private describe(pathname: string): object {
    const { bytes, contentType, etag, uploadedAt } = this.objects.get(pathname)!;
    const url = `https://${STORE}.private.blob.vercel-storage.com/${pathname}`;
    const contentDisposition = `inline; filename="${path.posix.basename(pathname)}"`;
    const about = { size: bytes.length, contentType, etag, uploadedAt, cacheControl: 'public, max-age=2592000' };
    return { url, downloadUrl: `${url}?download=1`, pathname, contentDisposition, ...about };
  }
}

function failure(status: number, code: string): Answer {
  return { status, body: { error: { code, message: code } } };
}
