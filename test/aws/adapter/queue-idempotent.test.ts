import { IdempotencyItemAlreadyExistsError } from '@aws-lambda-powertools/idempotency';
import { DynamoDBPersistenceLayer } from '@aws-lambda-powertools/idempotency/dynamodb';
import type { IdempotencyRecord } from '@aws-lambda-powertools/idempotency/persistence';
import { queueIdempotent } from '../../../lib/aws/adapter/queue-idempotent';
import { sqs } from '../../../lib/testing/events';
import { captureLog, lambdaContext } from './lambda-context';

const options = { key: 'id', expireAfterSeconds: 60 };
const saved = { ...process.env };
const log = captureLog();

/** The table, in the place of the requests to it. */
interface Records {
  _putRecord(record: IdempotencyRecord): Promise<void>;
  _updateRecord(record: IdempotencyRecord): Promise<void>;
  _deleteRecord(record: IdempotencyRecord): Promise<void>;
}

beforeEach(() => {
  process.env.TRADEWIND_IDEMPOTENCY_TABLE = 'work';
  const records = new Map<string, IdempotencyRecord>();
  const layer = DynamoDBPersistenceLayer.prototype as unknown as Records;
  jest.spyOn(layer, '_putRecord').mockImplementation(async (record) => {
    const found = records.get(record.idempotencyKey);
    if (found !== undefined) throw new IdempotencyItemAlreadyExistsError('There is one', found);
    records.set(record.idempotencyKey, record);
  });
  jest
    .spyOn(layer, '_updateRecord')
    .mockImplementation(async (record) => void records.set(record.idempotencyKey, record));
  jest.spyOn(layer, '_deleteRecord').mockImplementation(async (record) => void records.delete(record.idempotencyKey));
});
afterEach(() => {
  process.env = { ...saved };
  jest.restoreAllMocks();
});

/** Sends bodies in one batch. Resolves to those that the handler received, and those that come again. */
async function send(key: string, bodies: readonly unknown[]) {
  const received: unknown[] = [];
  const handler = queueIdempotent(
    {
      queue: ({ messages }: { messages: { body: unknown }[] }) =>
        void received.push(...messages.map(({ body }) => body)),
    },
    { options: { ...options, key } },
  );
  const messages = bodies.map((body, index) => ({ id: String(index), body }));
  const { batchItemFailures } = await handler(sqs({ queue: 'jobs', messages }), lambdaContext());
  return { received, again: batchItemFailures.map(({ itemIdentifier }) => bodies[Number(itemIdentifier)]) };
}

describe('work that is done once', () => {
  test.each<[key: string, one: object, other: object]>([
    ['id', { id: 'a' }, { id: 'b' }],
    ['id', { id: 0 }, { id: '0' }],
    ['id', { id: false }, { id: true }],
    ['order-id', { 'order-id': 1 }, { 'order-id': 2 }],
    ['2fa', { '2fa': 1 }, { '2fa': 2 }],
    ['order-item.id', { 'order-item': { id: 1 } }, { 'order-item': { id: 2 } }],
  ])('is distinguished by %s: %j and %j', async (key, one, other) => {
    expect(await send(key, [one, other, { ...one, again: true }])).toEqual({ received: [one, other], again: [] });
    expect(log.entries()).toEqual([]);
  });

  test('is delivered again when it has no key', async () => {
    expect(await send('id', [{}, { id: null }, { id: '' }, 'text', { id: 1 }])).toEqual({
      received: [{ id: 1 }],
      again: [{}, { id: null }, { id: '' }, 'text'],
    });
  });

  test('requires the table that its construct creates', () => {
    delete process.env.TRADEWIND_IDEMPOTENCY_TABLE;
    expect(() => queueIdempotent({ queue() {} }, { options })).toThrow(/\[tradewind:IDEMPOTENCY\]/);
  });

  test('is for portable handlers', () => {
    expect(() => queueIdempotent(async () => undefined, { options })).toThrow(
      /\[tradewind:HANDLER\].*portable handlers/,
    );
  });
});
