import { ApiFunction, type CloudflareStack, Queue, QueueWorker, Table } from 'tradewind/cloudflare';
import { only, problemsOf, synthesize } from './synthesize';

const DATABASE = '6ba7b810-9dad-11d1-80b4-00c04fd430c8';

test('workers are bound to a queue by its name and to a database by its id', () => {
  const { resources } = synthesize((stack) => {
    new ApiFunction(stack, 'Api', {
      entry: 'test/fixtures/handlers/orders.ts',
      auth: 'none',
      bindings: {
        JOBS: Queue.fromQueueName(stack, 'Jobs', 'jobs'),
        ORDERS: Table.fromDatabaseId(stack, 'Orders', { databaseId: DATABASE, partitionKey: 'id' }),
      },
    });
  });
  expect(only(resources, 'cloudflare_workers_script').bindings).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ name: 'JOBS', type: 'queue', queue_name: 'jobs' }),
      expect.objectContaining({ name: 'ORDERS', type: 'd1', id: DATABASE }),
    ]),
  );
  expect(resources.cloudflare_queue).toBeUndefined();
  expect(resources.cloudflare_d1_database).toBeUndefined();
});

test.each<[string, (stack: CloudflareStack) => unknown]>([
  ['QUEUE_NAME queueName', (stack) => Queue.fromQueueName(stack, 'Q', 'Jobs')],
  ['TABLE_NAME databaseId', (stack) => Table.fromDatabaseId(stack, 'T', { databaseId: 'orders', partitionKey: 'id' })],
  [
    'TABLE_KEY sortKey',
    (stack) => Table.fromDatabaseId(stack, 'T', { databaseId: DATABASE, partitionKey: 'id', sortKey: 'id' }),
  ],
  [
    'QUEUE_GIVEN queue',
    (stack) => {
      const queue = Queue.fromQueueName(stack, 'Jobs', 'jobs') as never;
      return new QueueWorker(stack, 'Work', { entry: 'test/fixtures/handlers/worker.ts', queue });
    },
  ],
])('refuses by %s', (problem, declare) => {
  expect(problemsOf(() => synthesize(declare))).toEqual([problem]);
});
