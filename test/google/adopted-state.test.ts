import { readOnly } from 'tradewind';
import { ApiFunction, type GoogleStack, Queue, QueueWorker, Secret, Table } from 'tradewind/google';
import type { EnvOf, Handler, TableClient } from 'tradewind/runtime';
import { newStack, only, problemsOf } from './terraform';

const entry = 'test/fixtures/handlers/orders.ts';

interface Order {
  readonly id: string;
}

const bindingsOf = (stack: GoogleStack) => ({
  JOBS: Queue.fromQueueName<Order>(stack, 'Jobs', 'jobs-of-the-shop'),
  KEY: Secret.fromSecretName(stack, 'Key', 'payment-key'),
  ORDERS: Table.fromTableName<Order>(stack, 'Orders', { tableName: 'orders-of-the-shop', partitionKey: 'id' }),
});

function made(bindings: (stack: GoogleStack) => Readonly<Record<string, unknown>>) {
  const { stack, synthesize } = newStack();
  new ApiFunction(stack, 'Api', { entry, auth: 'none', bindings: bindings(stack) as never });
  return synthesize().resource;
}

test('functions receive the names, and the permissions on each resource alone', () => {
  const resources = made(bindingsOf);
  const { service_config } = only(resources, 'google_cloudfunctions2_function');
  expect(service_config).toMatchObject({
    environment_variables: {
      JOBS: 'projects/shop-4711/topics/jobs-of-the-shop',
      KEY: 'projects/shop-4711/secrets/payment-key',
      ORDERS: 'projects/shop-4711/databases/orders-of-the-shop',
    },
  });
  expect(only(resources, 'google_pubsub_topic_iam_member')).toMatchObject({
    topic: 'jobs-of-the-shop',
    role: 'roles/pubsub.publisher',
  });
  expect(only(resources, 'google_secret_manager_secret_iam_member')).toMatchObject({
    secret_id: 'payment-key',
    role: 'roles/secretmanager.secretAccessor',
  });
  const { condition } = Object.values(resources.google_project_iam_member!).find(
    ({ role }) => role === 'roles/datastore.user',
  )!;
  expect(condition).toMatchObject({ expression: 'resource.name == "projects/shop-4711/databases/orders-of-the-shop"' });
  for (const type of ['google_pubsub_topic', 'google_secret_manager_secret', 'google_firestore_database'])
    expect(resources[type]).toBeUndefined();
});

test('a table that is only read grants only the role to read', () => {
  const resources = made((stack) => ({ ORDERS: readOnly(bindingsOf(stack).ORDERS) }));
  const roles = Object.values(resources.google_project_iam_member!).map(({ role }) => role);
  expect(roles).toContain('roles/datastore.viewer');
  expect(roles).not.toContain('roles/datastore.user');
});

test('the clients are typed', () => {
  type Env = EnvOf<ReturnType<typeof bindingsOf>>;
  const handler: Handler<Env> = {
    async fetch(_request, env) {
      const orders: TableClient<Order> = env.ORDERS;
      return Response.json(await orders.get({ id: await env.KEY.get() }));
    },
  };
  expect(handler.fetch).toBeDefined();
});

test.each<[string, (stack: GoogleStack) => unknown]>([
  ['QUEUE_NAME queueName', (stack) => Queue.fromQueueName(stack, 'Q', 'projects/p/topics/jobs')],
  ['QUEUE_NAME queueName', (stack) => Queue.fromQueueName(stack, 'Q', undefined as never)],
  ['SECRET_NAME secretName', (stack) => Secret.fromSecretName(stack, 'S', 'a/b')],
  ['TABLE_NAME tableName', (stack) => Table.fromTableName(stack, 'T', { tableName: '(default)', partitionKey: 'id' })],
  ['TABLE_KEY partitionKey', (stack) => Table.fromTableName(stack, 'T', { tableName: 'orders', partitionKey: 'a.b' })],
])('refuses by %s', (problem, declare) => {
  const { stack } = newStack();
  expect(problemsOf(() => declare(stack))).toEqual([problem]);
});

test('a worker refuses a queue that was created elsewhere', () => {
  const { stack } = newStack();
  const queue = Queue.fromQueueName(stack, 'Jobs', 'jobs-of-the-shop') as never;
  const declare = () => new QueueWorker(stack, 'Work', { entry: 'test/fixtures/handlers/worker.ts', queue });
  expect(problemsOf(declare)).toEqual(['QUEUE_GIVEN queue']);
});

test('a worker that sends to its own queue under its name is a loop', () => {
  const { stack } = newStack();
  const queue = new Queue(stack, 'Jobs');
  const again = Queue.fromQueueName(stack, 'Again', queue.topic.nameInput!);
  new QueueWorker(stack, 'Work', { entry: 'test/fixtures/handlers/worker.ts', queue, bindings: { AGAIN: again } });
  const problems = stack.node.root.node.findAll().flatMap(({ node }) => node.validate());
  expect(problems).toEqual([expect.stringContaining('LOOP')]);
});
