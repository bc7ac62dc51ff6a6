import { azureFunction, azureLimits } from './limits/azure';
import { synchronousInvoke } from './synchronous-invoke';
import type { Support, SupportColumn, Unsupported } from './types';

const noSignedRequests: Unsupported = {
  unsupported: 'there are no signed requests, and no gateway that calls an authorizer',
  nearest: "use jwt({...}) with the tokens of Entra, or decide in the handler with auth: 'none'",
};

const functionRows = {
  environment: { native: 'app settings', limits: azureFunction.environment },
  timeout: { native: 'of the function app', limits: azureFunction.timeout },
  memory: { native: 'of an instance', limits: azureFunction.memory },
  maxInstances: { native: 'maximum instances of the function app; 40 by default', limits: azureFunction.maxInstances },
  tracing: { native: 'Application Insights, which keeps logs as well' },
  logRetention: {
    unsupported: 'the workspace of the whole stack sets how long logs are kept',
    nearest: 'set it there: stack.applicationInsights and its workspace',
  },
  alarms: {
    native:
      'log search alert rules on Application Insights, sent to an action group. Dead letters are found by their log line, because a queue has no metric. There are no alarms for waiting work, nor for overdue jobs that run less than once a day',
  },
  bundling: { emulated: 'esbuild runs at synthesis, once for the whole app' },
  overrides: { native: 'settings of the Terraform resource' },
} as const satisfies Record<string, Support>;

const entryRows = {
  entry: 'native',
  handler: { emulated: 'a generated file calls the export of this name' },
  bindings: { native: 'permissions of the identity of the function on the one resource' },
  ...functionRows,
} as const satisfies Record<string, Support>;

const noOrder: Unsupported = {
  unsupported: 'storage queues do not keep the order',
  nearest: 'add a sequence number to the messages, or use Service Bus with an SDK of your own',
  harmless: false,
};

const instances: Unsupported = {
  unsupported: 'a function app limits instances, not messages in progress',
  nearest: 'set maxInstances',
};

const removalPolicy: Support = {
  emulated:
    "with `'retain'`, Terraform refuses to delete it while it is declared; remove it from the state before you remove the construct",
};

/** Support of each prop on Azure. */
export const azure: SupportColumn = {
  ApiFunction: {
    whole: { native: 'a function app of the Flex Consumption plan, with its own address' },
    props: {
      ...entryRows,
      timeout: { native: true, limits: azureLimits.requestTimeout },
      routes: { emulated: 'the adapter matches them, and answers 405 for a method that a path does not have' },
      auth: {
        emulated: "the adapter verifies tokens; `'iam'` and authorizers are not supported",
        refuses: { iam: noSignedRequests, authorizer: noSignedRequests },
      },
      cors: { emulated: 'the adapter answers preflight requests' },
      throttle: {
        unsupported: 'a function app limits instances, not requests per second',
        nearest: 'set maxInstances, or put API Management in front',
      },
      domain: {
        unsupported: 'a domain needs DNS records that prove your ownership',
        nearest: 'create an azurerm_app_service_custom_hostname_binding',
      },
      api: { unsupported: 'each function app has its own address', nearest: 'omit it' },
      streaming: { unsupported: 'responses are not streamed', nearest: 'omit it' },
      maxRequestBytes: { emulated: 'the adapter checks it, and answers 413; at most 100 MB' },
    },
  },
  ScheduledJob: {
    whole: { native: 'a timer of a function app, which holds a lease' },
    props: {
      ...entryRows,
      schedule: { native: 'an instant becomes a yearly schedule, which the adapter runs only in its year' },
      timeZone: {
        emulated: 'timers run in UTC: they fire at each possible time, and the adapter runs the job at the right one',
      },
      flexibleWindow: { unsupported: 'timers fire on the minute', nearest: 'omit it' },
      input: { emulated: 'bundled with the code' },
      start: { unsupported: 'a timer has no start time', nearest: 'deploy it at the time of the first run' },
      end: { unsupported: 'a timer has no end time', nearest: 'set enabled: false at the time of the end' },
      enabled: { native: 'an app setting that disables the function' },
      overlap: { native: "one run at a time, also with `'allow'`: a run that is due meanwhile is skipped" },
      retries: { native: 'half a minute after the failure' },
      maxAge: { unsupported: 'a timer does not drop a late run', nearest: 'omit it' },
    },
  },
  PlainFunction: {
    whole: {
      native:
        'a function app of the Flex Consumption plan, with an HTTP trigger that requires a function key, or with the triggers that a native entry registers',
    },
    props: {
      ...entryRows,
      timeout: {
        native: 'at most 230 s over HTTP, after which the load balancer gives up',
        limits: azureFunction.timeout,
      },
      ...synchronousInvoke,
    },
  },
  ImagePipeline: {
    whole: {
      native:
        'Event Grid, a storage queue with dead letters, and a function of tradewind with the sharp of your project',
    },
    props: {
      ...functionRows,
      variants: 'native',
      source: { native: 'a `Bucket` of tradewind, or one created elsewhere with `Bucket.fromContainer`' },
      prefix: 'native',
      results: { native: 'a `Bucket` of tradewind, or one created elsewhere with `Bucket.fromContainer`' },
      transform: 'native',
      maxBytes: { emulated: 'the shipped function checks it' },
      maxPixels: { emulated: 'the shipped function checks it before an image is decoded' },
      deleteVariants: 'native',
      maxConcurrency: instances,
      cdn: {
        unsupported: 'Azure Front Door costs money when idle',
        nearest: 'create one in front of the account of the results, or bind the results to an ApiFunction',
        harmless: false,
      },
      uploads: {
        unsupported: 'accounts have no keys that could sign a URL',
        nearest: 'bind the source to an ApiFunction that stores the uploads',
      },
    },
  },
  FileProcessor: {
    whole: { native: 'Event Grid, a storage queue with dead letters, and a function app' },
    props: {
      ...entryRows,
      bucket: {
        native:
          'a `Bucket` of tradewind, or one created elsewhere with `Bucket.fromContainer`; several processors may share it',
      },
      prefix: 'native',
      suffix: 'native',
      deletions: 'native',
      maxConcurrency: instances,
      maxAttempts: { native: true, limits: azureLimits.maxAttempts },
    },
  },
  QueueWorker: {
    whole: { native: 'a queue trigger of a function app, which receives one message per call' },
    props: {
      ...entryRows,
      queue: { native: 'a `Queue` of tradewind; one worker for each' },
      fifo: noOrder,
      batchSize: { emulated: 'a maximum: a batch is always one message', fixed: 1 },
      batchWindow: { emulated: 'no wait: a batch is always one message' },
      maxConcurrency: instances,
      maxAttempts: {
        native: 'retries are immediate, and `retry({ delay })` has no effect',
        limits: azureLimits.maxAttempts,
      },
      idempotency: { emulated: 'a container of Cosmos DB records processed messages' },
      removalPolicy,
    },
  },
  ChangeProcessor: {
    whole: {
      native:
        'the change feed of Cosmos DB, in order per partition: changes are upserts without the old item, and deletions are not included',
    },
    props: {
      ...entryRows,
      table: { native: 'a `Table` of tradewind' },
      filter: { emulated: 'the adapter skips other objects and changes' },
      batchSize: { native: true, limits: azureLimits.changeBatch },
      batchWindow: { emulated: 'the feed is read every few seconds in any case' },
      maxConcurrencyPerShard: { unsupported: 'the partitions of the feed set it', nearest: 'omit it' },
      retries: {
        native: 'of the batch; then the first failing change and all after it go to a queue',
        limits: azureLimits.changeRetries,
      },
      maxAge: { unsupported: 'the host counts attempts, not time', nearest: 'set retries' },
    },
  },
  Bucket: {
    whole: { native: 'a container of blobs in its own storage account' },
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
      indexes: { native: 'composite indexes of the container; a query reads each of its physical partitions' },
      timeToLive: { native: 'counted from the last write' },
      removalPolicy,
      overrides: { native: 'settings of the Terraform resource' },
    },
  },
  Queue: {
    whole: { native: 'two storage queues in their own storage account: messages and dead letters' },
    props: {
      fifo: noOrder,
      retention: { native: 'set on each message when it is sent', limits: azureLimits.retention },
      maxAttempts: { native: 'the host of the worker counts them', limits: azureLimits.maxAttempts },
      removalPolicy,
      overrides: { native: 'settings of the storage account' },
    },
  },
  Secret: {
    whole: { native: 'a secret in the Key Vault of the stack, set by hand, so that its value is not in the state' },
    props: {
      description: { emulated: 'recorded in the app model' },
      removalPolicy: { native: 'the value stays in the vault' },
      overrides: { unsupported: 'there is no resource with settings', nearest: 'omit it' },
    },
  },
};
