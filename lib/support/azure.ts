import { azureFunction, azureLimits } from './limits/azure';
import { synchronousInvoke } from './synchronous-invoke';
import type { Support, SupportColumn, Unsupported } from './types';

const noSignedRequests: Unsupported = {
  unsupported: 'there are no signed requests, and no gateway that asks a function',
  nearest: "use jwt({...}) with the tokens of Entra, or decide in the handler with auth: 'none'",
};

const functionRows = {
  environment: { native: 'app settings', limits: azureFunction.environment },
  timeout: { native: 'of the function app', limits: azureFunction.timeout },
  memory: { native: 'of an instance', limits: azureFunction.memory },
  maxInstances: { native: 'the most instances of the function app; 40 without', limits: azureFunction.maxInstances },
  tracing: { native: 'Application Insights, which keeps logs as well' },
  logRetention: {
    unsupported: 'how long logs are kept is set for the workspace of the whole stack',
    nearest: 'set it there: stack.applicationInsights and its workspace',
  },
  alarms: {
    native:
      'log search alert rules on Application Insights, told to an action group; what was given up is known by the line that says so, since a queue has no metric of its own; none for work that waits, and none for jobs that are overdue and run less than once a day',
  },
  bundling: { emulated: 'esbuild runs at synthesis, once for the whole app' },
  overrides: { native: 'settings of the Terraform resource' },
} as const satisfies Record<string, Support>;

const entryRows = {
  entry: 'native',
  handler: { emulated: 'the file that is loaded is generated, and calls the export of this name' },
  bindings: { native: 'rights of the identity of the function on the one resource' },
  ...functionRows,
} as const satisfies Record<string, Support>;

const noOrder: Unsupported = {
  unsupported: 'storage queues keep no order',
  nearest: 'put a sequence number into the messages, or use Service Bus with an SDK of your own',
  harmless: false,
};

const instances: Unsupported = {
  unsupported: 'a function app limits instances, not messages in work',
  nearest: 'set maxInstances',
};

const removalPolicy: Support = {
  emulated:
    "with `'retain'`, Terraform refuses to delete it as long as it is declared; take it out of the state before you remove the construct",
};

/** What tradewind makes of each prop on Azure. */
export const azure: SupportColumn = {
  ApiFunction: {
    whole: { native: 'a function app of the Flex Consumption plan with an address of its own' },
    props: {
      ...entryRows,
      timeout: { native: true, limits: azureLimits.requestTimeout },
      routes: { emulated: 'the adapter matches them; a method that a path does not have is answered 405' },
      auth: {
        emulated: "tokens are checked by the adapter; neither `'iam'` nor an authorizer",
        refuses: { iam: noSignedRequests, authorizer: noSignedRequests },
      },
      cors: { emulated: 'the adapter answers preflight requests' },
      throttle: {
        unsupported: 'a function app limits instances, not requests a second',
        nearest: 'set maxInstances, or put API Management in front',
      },
      domain: {
        unsupported: 'a domain needs records that prove that it is yours',
        nearest: 'make an azurerm_app_service_custom_hostname_binding',
      },
      api: { unsupported: 'each function app has an address of its own', nearest: 'leave it out' },
      streaming: { unsupported: 'responses are sent whole', nearest: 'leave it out' },
      maxRequestBytes: { emulated: 'the adapter checks it, and answers 413; 100 MB at the most' },
    },
  },
  ScheduledJob: {
    whole: { native: 'a timer of a function app, which is kept by a lease' },
    props: {
      ...entryRows,
      schedule: { native: 'a moment is a yearly schedule, of which the adapter runs the named year alone' },
      timeZone: {
        emulated:
          'timers are in UTC: one fires at each time that could be meant, and the adapter runs at the right one',
      },
      flexibleWindow: { unsupported: 'timers fire at the minute', nearest: 'leave it out' },
      input: { emulated: 'it is bundled with the code' },
      start: { unsupported: 'a timer has no beginning', nearest: 'deploy it when it shall begin' },
      end: { unsupported: 'a timer has no end', nearest: 'set enabled: false when it shall end' },
      enabled: { native: 'an app setting that switches the function off' },
      overlap: { native: "one run at a time, with `'allow'` too: a run that is due meanwhile is left out" },
      retries: { native: 'half a minute after the failure' },
      maxAge: { unsupported: 'a timer does not give up a run that is late', nearest: 'leave it out' },
    },
  },
  PlainFunction: {
    whole: {
      native:
        'a function app of the Flex Consumption plan, with an HTTP trigger that asks for a function key, or with the triggers that a native entry registers',
    },
    props: {
      ...entryRows,
      timeout: {
        native: '230 s at most over HTTP, after which the load balancer gives up',
        limits: azureFunction.timeout,
      },
      ...synchronousInvoke,
    },
  },
  ImagePipeline: {
    whole: {
      native:
        'Event Grid, a storage queue with dead letters, and a function that tradewind ships, with the sharp of your project',
    },
    props: {
      ...functionRows,
      variants: 'native',
      source: { native: 'a `Bucket` of tradewind, or one made elsewhere by `Bucket.fromContainer`' },
      prefix: 'native',
      results: { native: 'a `Bucket` of tradewind, or one made elsewhere by `Bucket.fromContainer`' },
      transform: 'native',
      maxBytes: { emulated: 'the shipped function checks it' },
      maxPixels: { emulated: 'the shipped function checks it before an image is decoded' },
      deleteVariants: 'native',
      maxConcurrency: instances,
      cdn: {
        unsupported: 'Azure Front Door bills when idle',
        nearest: 'make one before the account of the results, or bind the results to an ApiFunction',
        harmless: false,
      },
      uploads: {
        unsupported: 'accounts have no keys to sign an address with',
        nearest: 'bind the source to an ApiFunction, and put what it is sent',
      },
    },
  },
  FileProcessor: {
    whole: { native: 'Event Grid, a storage queue with dead letters, and a function app' },
    props: {
      ...entryRows,
      bucket: {
        native:
          'a `Bucket` of tradewind, or one made elsewhere by `Bucket.fromContainer`; several processors may share it',
      },
      prefix: 'native',
      suffix: 'native',
      deletions: 'native',
      maxConcurrency: instances,
      maxAttempts: { native: true, limits: azureLimits.maxAttempts },
    },
  },
  QueueWorker: {
    whole: { native: 'a queue trigger of a function app, which gets one message a call' },
    props: {
      ...entryRows,
      queue: { native: 'a `Queue` of tradewind; one worker for each' },
      fifo: noOrder,
      batchSize: { emulated: 'it is the most: a batch is always one message', fixed: 1 },
      batchWindow: { emulated: 'nothing is waited for: a batch is always one message' },
      maxConcurrency: instances,
      maxAttempts: { native: 'a retry comes at once, whatever `retry` asks for', limits: azureLimits.maxAttempts },
      idempotency: { emulated: 'a container of Cosmos DB remembers which messages were worked on' },
      removalPolicy,
    },
  },
  ChangeProcessor: {
    whole: {
      native:
        'the change feed of Cosmos DB, in order per partition: changes are upserts without the item before; deletions are not told',
    },
    props: {
      ...entryRows,
      table: { native: 'a `Table` of tradewind' },
      filter: { emulated: 'the adapter leaves out what is not wanted' },
      batchSize: { native: true, limits: azureLimits.changeBatch },
      batchWindow: { emulated: 'the feed is read every few seconds, whatever is asked for' },
      maxConcurrencyPerShard: { unsupported: 'the feed decides by its partitions', nearest: 'leave it out' },
      retries: {
        native: 'of the batch; then the changes from the first that fails on go to a queue',
        limits: azureLimits.changeRetries,
      },
      maxAge: { unsupported: 'the host counts tries, not time', nearest: 'set retries' },
    },
  },
  Bucket: {
    whole: { native: 'a container of blobs in a storage account of its own' },
    props: {
      versioned: 'native',
      expireAfter: 'native',
      removalPolicy,
      overrides: { native: 'settings of the storage account' },
    },
  },
  Table: {
    whole: { native: 'a container of Cosmos DB, in the serverless account of the stack' },
    props: {
      partitionKey: 'native',
      sortKey: 'native',
      indexes: { native: 'composite indexes of the container; a query asks each of its physical partitions' },
      timeToLive: { native: 'counted from the last write' },
      removalPolicy,
      overrides: { native: 'settings of the Terraform resource' },
    },
  },
  Queue: {
    whole: { native: 'two storage queues in a storage account of their own: messages, and those that failed' },
    props: {
      fifo: noOrder,
      retention: { native: 'given to each message when it is sent', limits: azureLimits.retention },
      maxAttempts: { native: 'counted by the host of the worker', limits: azureLimits.maxAttempts },
      removalPolicy,
      overrides: { native: 'settings of the storage account' },
    },
  },
  Secret: {
    whole: { native: 'a secret of the Key Vault of the stack, set by hand, so that its value is not in the state' },
    props: {
      description: { emulated: 'it stands in the app model' },
      removalPolicy: { native: 'the value stays in the vault' },
      overrides: { unsupported: 'there is no resource to set anything of', nearest: 'leave it out' },
    },
  },
};
