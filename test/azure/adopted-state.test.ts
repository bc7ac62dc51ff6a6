import { readOnly } from 'tradewind';
import { ApiFunction, type AzureStack, Queue, QueueWorker, Secret, Table } from 'tradewind/azure';
import type { EnvOf, Handler, TableClient } from 'tradewind/runtime';
import { only, problemsOf, synthesize } from './synthesize';

const resourceGroupName = 'archive';
const GROUP = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/archive/providers';
const TABLE = { tableName: 'orders', accountName: 'shop-tables', resourceGroupName, partitionKey: 'id' };
const JOBS = { queueName: 'jobs', accountName: 'shopjobs', resourceGroupName };
const KEY = { secretName: 'payment-key', vaultName: 'shop-vault', resourceGroupName };

interface Order {
  readonly id: string;
}

const bindingsOf = (stack: AzureStack) => ({
  JOBS: Queue.fromQueueName<Order>(stack, 'Jobs', JOBS),
  KEY: Secret.fromSecretName(stack, 'Key', KEY),
  ORDERS: Table.fromTableName<Order>(stack, 'Orders', TABLE),
});

function made(bindings: (stack: AzureStack) => Readonly<Record<string, unknown>>) {
  const entry = 'test/fixtures/handlers/orders.ts';
  return synthesize(
    (stack) => new ApiFunction(stack, 'Api', { entry, auth: 'none', bindings: bindings(stack) as never }),
  ).resources;
}

test('functions receive the addresses, and the permissions on each resource alone', () => {
  const resources = made(bindingsOf);
  expect(only(resources, 'azurerm_function_app_flex_consumption').app_settings).toMatchObject({
    JOBS: 'https://shopjobs.queue.core.windows.net/jobs',
    KEY: 'https://shop-vault.vault.azure.net/secrets/payment-key',
    ORDERS: 'https://shop-tables.documents.azure.com:443/dbs/tables/colls/orders',
  });
  expect(Object.values(resources.azurerm_role_assignment!)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        role_definition_name: 'Storage Queue Data Message Sender',
        scope: `${GROUP}/Microsoft.Storage/storageAccounts/shopjobs/queueServices/default/queues/jobs`,
      }),
      expect.objectContaining({
        role_definition_name: 'Key Vault Secrets User',
        scope: `${GROUP}/Microsoft.KeyVault/vaults/shop-vault/secrets/payment-key`,
      }),
    ]),
  );
  const account = `${GROUP}/Microsoft.DocumentDB/databaseAccounts/shop-tables`;
  expect(only(resources, 'azurerm_cosmosdb_sql_role_assignment')).toMatchObject({
    account_name: 'shop-tables',
    resource_group_name: resourceGroupName,
    role_definition_id: expect.stringContaining('/sqlRoleDefinitions/00000000-0000-0000-0000-000000000002'),
    scope: `${account}/dbs/tables/colls/orders`,
  });
  for (const type of ['azurerm_storage_queue', 'azurerm_key_vault', 'azurerm_cosmosdb_account'])
    expect(resources[type]).toBeUndefined();
});

test('a table that is only read grants only the role to read', () => {
  const resources = made((stack) => ({ ORDERS: readOnly(bindingsOf(stack).ORDERS) }));
  expect(only(resources, 'azurerm_cosmosdb_sql_role_assignment').role_definition_id).toContain(
    '/sqlRoleDefinitions/00000000-0000-0000-0000-000000000001',
  );
});

test('the clients are typed', () => {
  const handler: Handler<EnvOf<ReturnType<typeof bindingsOf>>> = {
    async fetch(_request, env) {
      const orders: TableClient<Order> = env.ORDERS;
      return Response.json(await orders.get({ id: await env.KEY.get() }));
    },
  };
  expect(handler.fetch).toBeDefined();
});

test.each<[string[], (stack: AzureStack) => unknown]>([
  [
    ['QUEUE_NAME accountName', 'QUEUE_NAME queueName'],
    (stack) => Queue.fromQueueName(stack, 'Q', { ...JOBS, accountName: 'shop-jobs', queueName: 'Jobs' }),
  ],
  [['SECRET_NAME vaultName'], (stack) => Secret.fromSecretName(stack, 'S', { ...KEY, vaultName: 'shop--vault' })],
  [['SECRET_NAME secretName'], (stack) => Secret.fromSecretName(stack, 'S', { ...KEY, secretName: 'a/b' })],
  [['TABLE_NAME tableName'], (stack) => Table.fromTableName(stack, 'T', { ...TABLE, tableName: 'a/b' })],
  [['TABLE_KEY partitionKey'], (stack) => Table.fromTableName(stack, 'T', { ...TABLE, partitionKey: 'a.b' })],
  [
    ['QUEUE_GIVEN queue'],
    (stack) => {
      const queue = Queue.fromQueueName(stack, 'Jobs', JOBS) as never;
      return new QueueWorker(stack, 'Work', { entry: 'test/fixtures/handlers/worker.ts', queue });
    },
  ],
])('refuses by %s', (problems, declare) => {
  expect(problemsOf(() => synthesize(declare))).toEqual(problems);
});
