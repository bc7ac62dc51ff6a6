import type { TokenCredential } from '@azure/identity';
import { ask, tokenFor } from './azure-api.js';

/** Document of a table. */
export interface CosmosDocument {
  readonly id: string;
  readonly partition: string | number;
  /** Value that orders the items of a partition. */
  readonly sort?: string | number;
  readonly item: unknown;
  /** Lifetime in seconds from the last write. */
  readonly ttl?: number;
  /** Changes with each write. Cosmos DB sets it. */
  readonly _etag?: string;
}

/** Query with its values. */
export interface CosmosQuery {
  readonly query: string;
  readonly parameters: readonly { readonly name: string; readonly value: unknown }[];
}

/** Container of Cosmos DB, with the operations that tables need. */
export interface CosmosContainer {
  /** Address of the container. */
  readonly url: string;
  readonly credential: TokenCredential;
  /** Reads a document. Sees every write that ended before the call. */
  read(id: string, partition: string | number): Promise<CosmosDocument | undefined>;
  /** Finds all documents of a query in one partition. */
  query(partition: string | number, query: CosmosQuery): Promise<CosmosDocument[]>;
  /**
   * Finds items in all partitions, in the order of the query in each of the ranges that they are spread over.
   * @see https://learn.microsoft.com/rest/api/cosmos-db/query-documents
   */
  queryAll(query: CosmosQuery): Promise<CosmosDocument[][]>;
  /** Writes a document. Resolves to false if one exists already and `replace` is not set. */
  write(document: CosmosDocument, replace: boolean): Promise<boolean>;
  /** Removes a document; with `etag`, only if it was not written since. */
  remove(id: string, partition: string | number, etag?: string): Promise<void>;
}

type Headers = Readonly<Record<string, string>>;

const VERSION = '2020-07-15';
const ACROSS = { 'x-ms-documentdb-query-enablecrosspartition': 'true' };

/** Opens a container by its address: `https://shop.documents.azure.com/dbs/tables/colls/orders`. */
export function createContainer(url: string, credential: TokenCredential): CosmosContainer {
  const commonHeaders = () => authorized(url, credential);
  const headersFor = async (partition: string | number) => ({ ...(await commonHeaders()), ...inPartition(partition) });
  const run = (query: CosmosQuery, where: Headers) =>
    runQuery(url, query, async () => ({ ...(await commonHeaders()), ...where }));
  return {
    url,
    credential,
    async read(id, partition) {
      const response = await ask(`${url}/docs/${id}`, { headers: await headersFor(partition) }, [404]);
      return response.status === 404 ? undefined : ((await response.json()) as CosmosDocument);
    },
    query: (partition, query) => run(query, inPartition(partition)),
    async queryAll(query) {
      const response = await ask(`${url}/pkranges`, { headers: await commonHeaders() });
      const { PartitionKeyRanges: ranges } = (await response.json()) as { PartitionKeyRanges: { id: string }[] };
      // The service sorts within a range only.
      return Promise.all(ranges.map(({ id }) => run(query, { ...ACROSS, 'x-ms-documentdb-partitionkeyrangeid': id })));
    },
    async write(document, replace) {
      const headers = {
        ...(await headersFor(document.partition)),
        'content-type': 'application/json',
        ...(replace && { 'x-ms-documentdb-is-upsert': 'true' }),
      };
      const init = { method: 'POST', headers, body: JSON.stringify(document) };
      return (await ask(`${url}/docs`, init, replace ? [] : [409])).ok;
    },
    async remove(id, partition, etag) {
      const headers = { ...(await headersFor(partition)), ...(etag !== undefined && { 'if-match': etag }) };
      await ask(`${url}/docs/${id}`, { method: 'DELETE', headers }, [404, 412]);
    },
  };
}

/** Headers of every request, with a token of the identity. */
async function authorized(url: string, credential: TokenCredential): Promise<Headers> {
  const token = await tokenFor(url, `${new URL(url).origin}/.default`, credential);
  return {
    'x-ms-version': VERSION,
    'x-ms-date': new Date().toUTCString(),
    ...(token !== undefined && { authorization: encodeURIComponent(`type=aad&ver=1.0&sig=${token}`) }),
  };
}

/** Reads all pages of a query. */
async function runQuery(url: string, query: CosmosQuery, headersOf: () => Promise<Headers>): Promise<CosmosDocument[]> {
  const found: CosmosDocument[] = [];
  let more: string | null = null;
  do {
    const headers = {
      ...(await headersOf()),
      'content-type': 'application/query+json',
      'x-ms-documentdb-isquery': 'true',
      ...(more !== null && { 'x-ms-continuation': more }),
    };
    const response: Response = await ask(`${url}/docs`, { method: 'POST', headers, body: JSON.stringify(query) });
    found.push(...((await response.json()) as { Documents: CosmosDocument[] }).Documents);
    more = response.headers.get('x-ms-continuation');
  } while (more !== null);
  return found;
}

function inPartition(partition: string | number) {
  return { 'x-ms-documentdb-partitionkey': asciiJson([partition]) };
}

/** Writes JSON for a header, which holds bytes: other characters are escaped. */
function asciiJson(value: unknown): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: matches everything that is not ASCII
  const other = /[^\u0000-\u007f]/g;
  return JSON.stringify(value).replace(other, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
