import { days, hours, readOnly, writeOnly } from 'tradewind';
import {
  ApiFunction,
  type AzureStack,
  Bucket,
  type BucketProps,
  ChangeProcessor,
  type ChangeProcessorProps,
  FileProcessor,
  type FileProcessorProps,
  ImagePipeline,
  type ImagePipelineProps,
  Queue,
  type QueueProps,
  QueueWorker,
  type QueueWorkerProps,
  ScheduledJob,
  Secret,
  Table,
  type TableProps,
} from 'tradewind/azure';
import { inventory, only, problemsOf, type Resources, synthesize } from './synthesize';

const API = 'test/fixtures/handlers/orders.ts';
const entry = 'test/fixtures/handlers/worker.ts';
const APP = 'azurerm_function_app_flex_consumption';

const made = (declare: (stack: AzureStack) => unknown): Resources => synthesize(declare).resources;
const bucket = (props?: BucketProps) => made((stack) => new Bucket(stack, 'Photos', props));
const table = (props: Partial<TableProps> = {}) =>
  made((stack) => new Table(stack, 'Orders', { partitionKey: 'id', ...props }));
const queue = (props?: QueueProps) => made((stack) => new Queue(stack, 'Jobs', props));
const worker = (props: Partial<QueueWorkerProps> = {}) =>
  made((stack) => new QueueWorker(stack, 'Worker', { entry, ...props }));
const files = (props: Partial<FileProcessorProps> = {}) =>
  made((stack) => new FileProcessor(stack, 'Intake', { entry, ...props }));
const images = (props: Partial<ImagePipelineProps> = {}) =>
  made((stack) => new ImagePipeline(stack, 'Photos', { variants: { thumb: { width: 64 } }, ...props }));
const changes = (props: Partial<ChangeProcessorProps> = {}) =>
  made((stack) => {
    const given = new Table(stack, 'Orders', { partitionKey: 'id' });
    new ChangeProcessor(stack, 'Totals', { entry, table: given, ...props });
  });

describe('a bucket', () => {
  test('is a container in an account without keys, with versions for a month', () => {
    const resources = bucket();
    expect(inventory(resources)).toEqual({
      azurerm_resource_group: 1, // holds everything
      azurerm_storage_account: 1, // of the bucket alone
      azurerm_storage_container: 1, // keeps the objects
      azurerm_storage_management_policy: 1, // deletes old versions
    });
    expect(only(resources, 'azurerm_storage_account')).toMatchObject({
      name: expect.stringMatching(/^[a-z0-9]{3,24}$/),
      account_replication_type: 'ZRS',
      min_tls_version: 'TLS1_2',
      allow_nested_items_to_be_public: false,
      shared_access_key_enabled: false,
      blob_properties: { versioning_enabled: true },
      lifecycle: { prevent_destroy: true },
    });
    const [rule] = only(resources, 'azurerm_storage_management_policy').rule;
    expect(rule.actions).toEqual({ version: { delete_after_days_since_creation: 30 } });
  });

  test('deletes old items, and is deleted with its construct, on request', () => {
    const resources = bucket({ versioned: false, expireAfter: days(7), removalPolicy: 'destroy' });
    const [rule] = only(resources, 'azurerm_storage_management_policy').rule;
    expect(rule.actions).toEqual({ base_blob: { delete_after_days_since_modification_greater_than: 7 } });
    expect(only(resources, 'azurerm_storage_account').lifecycle).toBeUndefined();
  });
});

test('an index of a table is a composite index of its container for each direction', () => {
  const indexes = { byStatus: { partitionKey: 'status', sortKey: 'placed' }, byCity: { partitionKey: 'city' } };
  const policy = only(table({ indexes }), 'azurerm_cosmosdb_sql_container').indexing_policy;
  expect(policy.included_path).toEqual(
    ['/sort/?', '/item/status/?', '/item/placed/?', '/item/city/?'].map((path) => ({ path })),
  );
  const paths = (composite: { index: { path: string; order: string }[] }) =>
    `${composite.index[0]?.order} ${composite.index.map(({ path }) => path).join(' ')}`;
  expect(policy.composite_index.map(paths)).toEqual([
    'ascending /item/status /item/placed /partition /id',
    'descending /item/status /item/placed /partition /id',
    'ascending /item/city /partition /id',
    'descending /item/city /partition /id',
  ]);
});

describe('a table', () => {
  test('is a container in the account of the stack, which has no keys and bills by request', () => {
    const resources = made((stack) => {
      for (const id of ['Orders', 'Totals']) new Table(stack, id, { partitionKey: 'id' });
    });
    expect(inventory(resources)).toEqual({
      azurerm_resource_group: 1, // holds everything
      azurerm_cosmosdb_account: 1, // of the stack
      azurerm_cosmosdb_sql_database: 1, // of the stack
      azurerm_cosmosdb_sql_container: 2, // the tables
    });
    expect(only(resources, 'azurerm_cosmosdb_account')).toMatchObject({
      capabilities: [{ name: 'EnableServerless' }],
      consistency_policy: { consistency_level: 'Strong' },
      local_authentication_disabled: true,
    });
  });

  test('is partitioned by its key, and indexed by nothing but the order', () => {
    expect(only(table({ timeToLive: 'until' }), 'azurerm_cosmosdb_sql_container')).toMatchObject({
      partition_key_paths: ['/partition'],
      default_ttl: -1,
      indexing_policy: { included_path: [{ path: '/sort/?' }], excluded_path: [{ path: '/*' }] },
    });
    expect(only(table(), 'azurerm_cosmosdb_sql_container')).not.toHaveProperty('default_ttl');
  });
});

describe('a queue', () => {
  test('is two in an account without keys', () => {
    const resources = queue();
    expect(inventory(resources)).toEqual({
      azurerm_resource_group: 1, // holds everything
      azurerm_storage_account: 1, // of the queue alone
      azurerm_storage_queue: 2, // messages, and what failed
    });
    const names = Object.values(resources.azurerm_storage_queue!).map(({ name }) => name);
    expect(names.sort()).toEqual(['messages', 'messages-poison']);
  });
});

describe('a secret', () => {
  test('is a name in the vault of the stack, of which no value is in the state', () => {
    const resources = made((stack) => {
      for (const id of ['One', 'Two']) new Secret(stack, id);
    });
    expect(inventory(resources)).toEqual({ azurerm_resource_group: 1, azurerm_key_vault: 1 });
    expect(only(resources, 'azurerm_key_vault')).toMatchObject({
      rbac_authorization_enabled: true,
      purge_protection_enabled: true,
    });
  });
});

describe('the permissions of a binding', () => {
  const withBinding = (bind: (stack: AzureStack) => unknown) =>
    made(
      (stack) => new ApiFunction(stack, 'Api', { entry: API, auth: 'none', bindings: { BOUND: bind(stack) as never } }),
    );

  test.each<[string, (stack: AzureStack) => unknown, string, RegExp]>([
    [
      'to read a bucket',
      (s) => readOnly(new Bucket(s, 'B')),
      'Storage Blob Data Reader',
      /storage_container\.B_Container_\w+\.id\}$/,
    ],
    [
      'to write to one',
      (s) => writeOnly(new Bucket(s, 'B')),
      'Storage Blob Data Contributor',
      /storage_container\.B_Container_\w+\.id\}$/,
    ],
    [
      'to a queue',
      (s) => new Queue(s, 'Q'),
      'Storage Queue Data Message Sender',
      /storage_queue\.Q_Messages_\w+\.id\}$/,
    ],
    [
      'to a secret',
      (s) => new Secret(s, 'S'),
      'Key Vault Secrets User',
      /key_vault\.\w+\.id\}\/secrets\/shop-s-[0-9a-f]{8}$/,
    ],
  ])('%s are one role for the one identity, on the one resource', (_, bind, role, scope) => {
    const grant = only(withBinding(bind), 'azurerm_role_assignment');
    expect(grant.role_definition_name).toBe(role);
    expect(grant.scope).toMatch(scope);
    expect(grant.principal_id).toMatch(/^\$\{azurerm_user_assigned_identity\.Api_Identity/);
  });

  test.each([
    ['read', (s: AzureStack) => readOnly(new Table(s, 'T', { partitionKey: 'id' })), '000000000001'],
    ['use', (s: AzureStack) => new Table(s, 'T', { partitionKey: 'id' }), '000000000002'],
  ])('to %s a table are those of Cosmos DB, on the one container', (_, bind, role) => {
    const grant = only(withBinding(bind), 'azurerm_cosmosdb_sql_role_assignment');
    expect(grant.role_definition_id).toMatch(new RegExp(`/sqlRoleDefinitions/[0-9-]+${role}$`));
    expect(grant.scope).toMatch(
      /\/dbs\/\$\{azurerm_cosmosdb_sql_database\.\w+\.name\}\/colls\/\$\{azurerm_cosmosdb_sql_container\.T_Container_\w+\.name\}$/,
    );
  });
});

describe('processors', () => {
  const shared = {
    azurerm_resource_group: 2, // one holds the logs, the other everything else
    azurerm_log_analytics_workspace: 1, // keeps logs
    azurerm_application_insights: 1, // takes them
    azurerm_user_assigned_identity: 1, // who the function is
    azurerm_service_plan: 1, // how it bills
    azurerm_storage_blob: 1, // the uploaded code
    azurerm_resource_group_template_deployment: 1, // deploys it
    [APP]: 1, // does the work
  };

  test.each<[string, () => Resources, Record<string, number>]>([
    [
      'QueueWorker',
      worker,
      {
        azurerm_storage_account: 2, // code, and the queue
        azurerm_storage_container: 2, // code that runs, and code that is uploaded
        azurerm_storage_queue: 2, // messages, and what failed
        azurerm_role_assignment: 1, // lets the host take messages
      },
    ],
    [
      'FileProcessor',
      files,
      {
        azurerm_storage_account: 3, // code, files, and the queue
        azurerm_storage_container: 3, // code that runs, code that is uploaded, and files
        azurerm_storage_management_policy: 1, // deletes old versions
        azurerm_storage_queue: 2, // uploads, and what failed
        azurerm_eventgrid_system_topic: 1, // sends events of files
        azurerm_eventgrid_system_topic_event_subscription: 1, // puts word of them into the queue
        azurerm_role_assignment: 3, // lets the host take messages, the function read files, and Event Grid send word
      },
    ],
    [
      'ImagePipeline',
      images,
      {
        azurerm_storage_account: 4, // code, images, variants, and the queue
        azurerm_storage_container: 4, // code that runs, code that is uploaded, images, and variants
        azurerm_storage_management_policy: 1, // deletes old versions of images
        azurerm_storage_queue: 2, // uploads, and what failed
        azurerm_eventgrid_system_topic: 1, // sends events of images
        azurerm_eventgrid_system_topic_event_subscription: 1, // puts word of them into the queue
        azurerm_role_assignment: 4, // lets the host take messages, the function read and write, and Event Grid send word
      },
    ],
    [
      'ChangeProcessor',
      changes,
      {
        azurerm_storage_account: 2, // code, and what was given up
        azurerm_storage_container: 2, // code that runs, and code that is uploaded
        azurerm_storage_queue: 2, // what was given up
        azurerm_cosmosdb_account: 1, // of the stack
        azurerm_cosmosdb_sql_database: 1, // of the stack
        azurerm_cosmosdb_sql_container: 2, // the table, and leases
        azurerm_cosmosdb_sql_role_assignment: 2, // lets the function read the one, and write the other
        azurerm_role_assignment: 1, // lets it keep what it gives up
      },
    ],
  ])('%s: the whole inventory, each with its purpose', (_, make, expected) => {
    expect(inventory(make())).toEqual({ ...shared, ...expected });
  });

  test('remember what they have done, in a container of their own', () => {
    const resources = worker({ idempotency: { key: 'order.id' } });
    expect(only(resources, 'azurerm_cosmosdb_sql_container')).toMatchObject({ default_ttl: -1 });
    expect(only(resources, 'azurerm_cosmosdb_sql_role_assignment').scope).toMatch(
      /colls\/\$\{azurerm_cosmosdb_sql_container\.Worker_Idempotency/,
    );
    expect(only(resources, APP).app_settings.TRADEWIND_ONCE).toMatch(
      /\/colls\/\$\{azurerm_cosmosdb_sql_container\.Worker_Idempotency/,
    );
  });

  test('find their queue by an identity', () => {
    expect(only(worker({ maxAttempts: 3 }), APP).app_settings).toMatchObject({
      TRADEWIND_QUEUE__queueServiceUri: expect.stringMatching(
        /^\$\{azurerm_storage_account\..+\.primary_queue_endpoint\}$/,
      ),
      TRADEWIND_QUEUE__credential: 'managedidentity',
      TRADEWIND_QUEUE__clientId: expect.stringMatching(/^\$\{azurerm_user_assigned_identity\..+\.client_id\}$/),
    });
  });

  test('receive the files that match, once Event Grid has permission', () => {
    const resources = files({ prefix: 'inbox/', suffix: '.pdf', deletions: true });
    expect(only(resources, 'azurerm_eventgrid_system_topic_event_subscription')).toMatchObject({
      included_event_types: ['Microsoft.Storage.BlobCreated', 'Microsoft.Storage.BlobDeleted'],
      subject_filter: {
        subject_begins_with: '/blobServices/default/containers/objects/blobs/inbox/',
        subject_ends_with: '.pdf',
        case_sensitive: true,
      },
      delivery_identity: { type: 'SystemAssigned' },
      depends_on: [expect.stringMatching(/^azurerm_role_assignment\.Intake_MayTell/)],
    });
  });

  test('of one bucket share its topic', () => {
    const resources = made((stack) => {
      const inbox = new Bucket(stack, 'Inbox');
      for (const id of ['One', 'Two']) new FileProcessor(stack, id, { entry, bucket: inbox, prefix: `${id}/` });
    });
    expect(inventory(resources)).toMatchObject({
      azurerm_eventgrid_system_topic: 1,
      azurerm_eventgrid_system_topic_event_subscription: 2,
    });
  });

  test.each(['out/', 'in/done/'])('below in/ and written to below %s of one bucket', (prefix) => {
    const declare = () =>
      made((stack) => {
        const bucket = new Bucket(stack, 'Files');
        const bindings = { OUT: writeOnly(bucket, { prefix }) };
        new FileProcessor(stack, 'Read', { entry, bucket, prefix: 'in/', bindings });
      });
    if (prefix === 'out/') expect(declare).not.toThrow();
    else expect(declare).toThrow(/LOOP.*in\/done\/\*/s);
  });

  test('are a loop when they write to their own trigger', () => {
    expect(() =>
      made((stack) => {
        const given = new Table(stack, 'Orders', { partitionKey: 'id' });
        new ChangeProcessor(stack, 'Totals', { entry, table: given, bindings: { ORDERS: given } });
      }),
    ).toThrow(/LOOP.*Totals/s);
  });
});

describe('refused is', () => {
  const binding = (bind: (stack: AzureStack) => unknown, name = 'BOUND') =>
    problemsOf(() =>
      made((stack) => {
        const bindings = { [name]: bind(stack) as never };
        new ApiFunction(stack, 'Api', { entry: API, auth: 'none', environment: { TAKEN: '1' }, bindings });
      }),
    );

  test.each<[string, () => unknown]>([
    ['BUCKET_EXPIRY expireAfter', () => bucket({ expireAfter: hours(3) })],
    ['UNSUPPORTED fifo', () => queue({ fifo: true })],
    ['QUEUE_ATTEMPTS maxAttempts', () => queue({ maxAttempts: 0 })],
    ['TABLE_KEY sortKey', () => table({ sortKey: 'id' })],
    ['UNSUPPORTED maxConcurrency', () => worker({ maxConcurrency: 2 })],
    ['IDEMPOTENCY_KEY idempotency.key', () => worker({ idempotency: { key: 'a b' } })],
    ['QUEUE_GIVEN queue', () => worker({ queue: {} as never })],
    ['QUEUE_ATTEMPTS maxAttempts', () => files({ maxAttempts: 1001 })],
    ['BUCKET_GIVEN bucket', () => files({ bucket: {} as never })],
    ['UNSUPPORTED cdn', () => images({ cdn: true })],
    ['UNSUPPORTED uploads', () => images({ uploads: { auth: 'none' } as never })],
    ['IMAGE_VARIANTS variants', () => images({ variants: {} })],
    ['BUCKET_GIVEN source', () => images({ source: {} as never })],
    ['CHANGE_BATCH batchSize', () => changes({ batchSize: 0 })],
    ['CHANGE_RETRIES retries', () => changes({ retries: -1 })],
    ['UNSUPPORTED maxConcurrencyPerShard', () => changes({ maxConcurrencyPerShard: 2 })],
    ['TABLE_GIVEN table', () => changes({ table: {} as never })],
  ])('%s', (problem, make) => {
    expect(problemsOf(make)).toContain(problem);
  });

  test('a second worker of one queue, and attempts that the queue decides', () => {
    const twice = () =>
      made((stack) => {
        const given = new Queue(stack, 'Jobs');
        for (const id of ['One', 'Two']) new QueueWorker(stack, id, { entry, queue: given });
      });
    expect(problemsOf(twice)).toEqual(['QUEUE_TAKEN queue']);
    const maxAttempts = () =>
      made((stack) => new QueueWorker(stack, 'W', { entry, queue: new Queue(stack, 'Q'), maxAttempts: 2 }));
    expect(problemsOf(maxAttempts)).toEqual(['QUEUE_GIVEN maxAttempts']);
  });

  test('a binding of a value that is not state, of a used or reserved name, or of an unsupported access', () => {
    const jobs = (stack: AzureStack) => new Queue(stack, 'Jobs');
    const job = (stack: AzureStack) => new ScheduledJob(stack, 'Job', { entry, schedule: 'every 5 minutes' });
    expect(binding(job)).toEqual(['BINDING_TARGET bindings.BOUND']);
    expect(binding(jobs, 'TAKEN')).toEqual(['BINDING_NAME bindings.TAKEN']);
    expect(binding(jobs, 'WEBSITE_X')).toEqual(['BINDING_NAME bindings.WEBSITE_X']);
    expect(binding((stack) => readOnly(jobs(stack)))).toEqual(['BINDING_ACCESS bindings.BOUND']);
  });
});
