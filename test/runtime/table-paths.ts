import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { toChange as awsChange } from '../../lib/aws/adapter/change';
import { TRANSLATE } from '../../lib/aws/clients/attribute-values';
import { createTableClient as awsClient } from '../../lib/aws/clients/table';
import { toChange as azureChange } from '../../lib/azure/adapter/change';
import { createContainer } from '../../lib/azure/clients/cosmos';
import { createTableClient as azureClient } from '../../lib/azure/clients/table';
import { toChange as googleChange } from '../../lib/google/adapter/change';
import { createFirestore } from '../../lib/google/clients/firestore';
import { createTableClient as googleClient } from '../../lib/google/clients/table';
import type { TableClient } from '../../lib/runtime/clients';
import { fromDecimal } from '../../lib/runtime/numbers';
import { encodeFirestoreEvent } from '../conformance/drivers/google-firestore-event';

/** Client of a table that holds one item, and the change that the provider reports of it. */
export interface TablePath {
  readonly client: TableClient;
  change(): Promise<Record<string, unknown> | undefined>;
  stop(): void;
}

type Attribute = Readonly<Record<string, unknown>>;
const KEYS = { partitionKey: 'id', sortKey: 'at' };

/**
 * Checks a number as DynamoDB does, and writes it in the same form. @see
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
 */
function checkedNumber(text: string): string {
  const [, digits = '', fraction = '', exponent = '0'] = /^-?0*(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const significant = (digits + fraction).replace(/^0+|0+$/g, '');
  const magnitude = Number(exponent) + digits.length;
  if (significant.length > 38 || (significant !== '' && (magnitude > 126 || magnitude < -128)))
    throw new Error('ValidationException');
  return text;
}

function checked(value: Attribute): Attribute {
  const [[type, content] = []] = Object.entries(value);
  if (type === 'N') return { N: checkedNumber(content as string) };
  if (type === 'NS') {
    const numbers = (content as string[]).map(checkedNumber);
    if (new Set(numbers.map((each) => String(fromDecimal(each)))).size < numbers.length) throw new Error('Duplicates');
    return { NS: numbers };
  }
  if (type === 'L') return { L: (content as Attribute[]).map(checked) };
  return type === 'M' ? { M: checkedItem(content as Record<string, Attribute>) } : value;
}

function checkedItem(item: Record<string, Attribute>): Record<string, Attribute> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, checked(value)]));
}

/** Runs the SDK itself, down to the bytes of its requests, on a table of one item. */
export function aws(): TablePath {
  let item: Record<string, Attribute> | undefined;
  const answer = (target: string, request: { Item?: Record<string, Attribute> }) => {
    if (target.endsWith('PutItem')) item = checkedItem(request.Item!);
    if (target.endsWith('GetItem')) return { Item: item };
    return target.endsWith('Query')
      ? { Items: item ? [item] : [], LastEvaluatedKey: item && { id: item.id, at: item.at } }
      : {};
  };
  const requestHandler = {
    async handle({ headers, body }: { headers: Record<string, string>; body: Uint8Array }) {
      try {
        const text = JSON.stringify(answer(headers['x-amz-target']!, JSON.parse(new TextDecoder().decode(body))));
        return { response: response(200, text) };
      } catch (error) {
        const text = JSON.stringify({ __type: 'ValidationException', message: (error as Error).message });
        return { response: response(400, text) };
      }
    },
  };
  const response = (statusCode: number, text: string) => ({
    statusCode,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: new TextEncoder().encode(text),
  });
  const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
  const dynamo = new DynamoDBClient({ region: 'eu-north-1', credentials, requestHandler: requestHandler as never });
  const client = awsClient({ client: DynamoDBDocumentClient.from(dynamo, TRANSLATE), table: 'orders' }, KEYS);
  return {
    client,
    async change() {
      const { id, at } = item!;
      const dynamodb = { Keys: { id: id!, at: at! }, NewImage: item!, SequenceNumber: '1' };
      const record = {
        eventID: 'e',
        eventName: 'INSERT',
        eventSourceARN: 'arn:aws:dynamodb:::table/t/stream/s',
        dynamodb,
      };
      return awsChange(JSON.parse(JSON.stringify(record))).new;
    },
    stop: () => dynamo.destroy(),
  };
}

/** Fakes Firestore's REST API on one document; it rejects names that Firestore reserves. */
export function google(): TablePath {
  let document: { name: string; fields: Record<string, never>; updateTime: string } | undefined;
  const check = (
    fields: Record<string, { mapValue?: { fields?: never }; arrayValue?: { values?: never[] } }>,
  ): void => {
    for (const [name, value] of Object.entries(fields)) {
      if (/^(__.*__)?$/s.test(name)) throw new Error(`INVALID_ARGUMENT: ${name} is not the name of a field`);
      check(value.mapValue?.fields ?? {});
      for (const each of value.arrayValue?.values ?? []) {
        if ('arrayValue' in each) throw new Error('INVALID_ARGUMENT: a list in a list');
        check({ each });
      }
    }
  };
  const api = {
    async request(url: string, { method = 'GET', body }: RequestInit = {}) {
      if (method === 'PATCH') {
        check(JSON.parse(String(body)).fields);
        document = {
          name: new URL(url).pathname.slice(4),
          updateTime: '2026-01-01T00:00:00.000Z',
          ...JSON.parse(String(body)),
        };
      }
      if (method === 'POST') return Response.json(document ? [{ document }, { document }] : []);
      return Response.json(document ?? {}, { status: document ? 200 : 404 });
    },
  };
  const options = { ...KEYS, timeoutSeconds: 60, table: 'Orders', maxAgeSeconds: 60 };
  return {
    client: googleClient(createFirestore(api as never, 'projects/p/databases/d', 'https://firestore.test'), KEYS),
    change: async () => googleChange({ id: 'e', data: encodeFirestoreEvent(undefined, document) }, options).new,
    stop: () => {},
  };
}

/** Fakes Cosmos DB on one document: numbers are those of JavaScript, and a header holds bytes. */
export function azure(): TablePath {
  let document: { id: string; item: Record<string, unknown> } | undefined;
  const asked = jest.spyOn(globalThis, 'fetch').mockImplementation(async (_url, init) => {
    const { 'x-ms-documentdb-isquery': isQuery, ...headers } = (init?.headers ?? {}) as Record<string, string>;
    if (!/^[\u0020-\u007e]*$/.test(Object.values(headers).join(''))) throw new TypeError('The header is not ASCII');
    if (isQuery) return Response.json({ Documents: document ? [document, document] : [] });
    if (init?.method === 'POST') document = JSON.parse(String(init.body));
    return Response.json(document ?? {}, { status: document ? 200 : 404 });
  });
  const credential = { getToken: async () => ({ token: 't', expiresOnTimestamp: 0 }) };
  const options = { ...KEYS, timeoutSeconds: 60, table: 'o', connection: 'c', database: 'd', batchSize: 1, retries: 1 };
  return {
    client: azureClient(createContainer('https://a.test/dbs/tables/colls/orders', credential), KEYS),
    change: async () => azureChange({ ...document!, _etag: '"1"', _ts: 1 }, options).new,
    stop: () => asked.mockRestore(),
  };
}
