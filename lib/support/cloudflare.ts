import { cloudflareFunction, cloudflareLimits, WORKER_MEMORY } from './limits/cloudflare';
import { synchronousInvoke } from './synchronous-invoke';
import type { Support, SupportColumn, Unsupported } from './types';

const noCode: Unsupported = { unsupported: 'the worker does not run your code', nearest: 'omit it' };

const noSignedRequests: Unsupported = {
  unsupported: 'there are no credentials of the provider, and no gateway that calls an authorizer',
  nearest: "use jwt({...}), put Cloudflare Access in front of a domain, or decide in the handler with auth: 'none'",
};

const functionRows = {
  environment: { native: 'plain-text bindings', limits: cloudflareFunction.environment },
  timeout: {
    emulated: 'the start value of remainingTime(); Cloudflare limits CPU time by plan, and no wall-clock time',
  },
  memory: { unsupported: 'every worker has 128 MB', nearest: 'omit it', fixed: WORKER_MEMORY },
  maxInstances: { unsupported: 'workers have no such limit', nearest: 'omit it' },
  tracing: { native: 'Workers Logs record each invocation, and are always enabled' },
  logRetention: {
    unsupported: 'the plan sets how long Workers Logs are kept',
    nearest: 'send them elsewhere with Logpush',
  },
  alarms: { unsupported: 'notifications are set for the account', nearest: 'set them in the dashboard' },
  bundling: { emulated: 'esbuild runs at synthesis, once for the whole app' },
  overrides: { native: 'settings of the Terraform resources' },
} as const satisfies Record<string, Support>;

const entryRows = {
  entry: 'native',
  handler: { emulated: 'a generated module calls the export of this name' },
  bindings: {
    native:
      'R2, D1, queues and other workers, which are all that a worker can reach. Bindings always grant full access: `readOnly` and `writeOnly` only limit the client',
  },
  ...functionRows,
} as const satisfies Record<string, Support>;

const noOrder: Unsupported = {
  unsupported: 'queues of Cloudflare do not keep the order',
  nearest: 'add a sequence number to the messages, or use a Durable Object',
  harmless: false,
};

const removalPolicy: Support = {
  emulated:
    "with `'retain'`, Terraform refuses to delete it while it is declared; remove it from the state before you remove the construct",
};

/** Support of each prop on Cloudflare. */
export const cloudflare: SupportColumn = {
  ApiFunction: {
    whole: { native: 'a worker on workers.dev, or on your domain' },
    props: {
      ...entryRows,
      routes: { emulated: 'the adapter matches them, and answers 405 for a method that a path does not have' },
      auth: {
        emulated: "the adapter verifies tokens; `'iam'` and authorizers are not supported",
        refuses: { iam: noSignedRequests, authorizer: noSignedRequests },
      },
      cors: { emulated: 'the adapter answers preflight requests' },
      throttle: {
        unsupported: 'rate limits are rules of a zone',
        nearest: 'create a cloudflare_ruleset for the zone of your domain',
      },
      domain: { native: 'a custom domain, with a certificate that Cloudflare creates' },
      api: { unsupported: 'each worker has its own address', nearest: 'omit it' },
      streaming: { native: 'responses are always streamed' },
      maxRequestBytes: { emulated: 'the adapter checks it, and answers 413; at most 100 MB on most plans' },
    },
  },
  ScheduledJob: {
    whole: { native: 'a worker with a cron trigger' },
    props: {
      ...entryRows,
      schedule: { native: 'an instant becomes a yearly schedule, which the adapter runs only in its year' },
      timeZone: {
        emulated: 'cron runs in UTC: it fires at each possible time, and the adapter runs the job at the right one',
      },
      flexibleWindow: { unsupported: 'cron triggers fire on the minute', nearest: 'omit it' },
      input: { emulated: 'bundled with the code' },
      start: { unsupported: 'a cron trigger has no start time', nearest: 'deploy it at the time of the first run' },
      end: { unsupported: 'a cron trigger has no end time', nearest: 'set enabled: false at the time of the end' },
      enabled: { native: 'a disabled job has no trigger' },
      overlap: {
        native: "only `'allow'`, the default on this provider: there is no lock without a database",
        refuses: {
          skip: {
            unsupported: 'there is no lock that a worker could acquire without a database',
            nearest: "omit it, or write overlap: 'allow', and make the work safe to run twice",
          },
        },
      },
      retries: { unsupported: 'a failed run is not retried', nearest: 'retry in the handler' },
      maxAge: { unsupported: 'runs are never late', nearest: 'omit it' },
    },
  },
  PlainFunction: {
    whole: {
      native: 'a worker without routes and without an address, which other workers call through a service binding',
    },
    props: {
      ...entryRows,
      ...synchronousInvoke,
    },
  },
  ImagePipeline: {
    whole: {
      emulated:
        'event notifications of R2, a queue with dead letters, and a worker of tradewind with WebAssembly codecs. It reads JPEG, PNG and WebP as upright images of 8 bits per channel, and computes the same sizes as sharp on other providers. GIF, TIFF, AVIF, HEIC, CMYK, lossless JPEG and animations are refused and go to the dead letters. Grey images become RGB, and AVIF stores colours at half the resolution. Profiles of a matrix and curves are converted to sRGB; colours of other profiles are read as sRGB. It requires the paid plan',
    },
    props: {
      ...functionRows,
      environment: noCode,
      bundling: noCode,
      timeout: { native: 'the limit of CPU time', limits: cloudflareLimits.processorTime },
      variants: {
        emulated:
          "the codecs create them, and only the ones in use are shipped; `'gif'` and the quality of `'png'` are refused, because there is no codec for them",
      },
      source: { native: 'a `Bucket` of tradewind, or one created elsewhere with `Bucket.fromBucketName`' },
      prefix: { native: 'a rule of the event notification' },
      results: { native: 'a `Bucket` of tradewind, or one created elsewhere with `Bucket.fromBucketName`' },
      transform: {
        unsupported: 'it changes an image of sharp, whose native code does not run in a worker',
        nearest: 'use it on AWS',
      },
      maxBytes: { emulated: 'the shipped worker checks it' },
      maxPixels: { emulated: 'the shipped worker checks it before an image is decoded; the default states what fits' },
      deleteVariants: { emulated: 'the shipped worker deletes them when the image is deleted' },
      maxConcurrency: { native: true, limits: cloudflareLimits.consumers },
      cdn: {
        unsupported: 'a bucket is served through its own domain, a setting of the bucket',
        nearest: 'create a cloudflare_r2_custom_domain for the results, or bind them to an ApiFunction',
        harmless: false,
      },
      uploads: {
        unsupported: 'a worker that is bound to a bucket has no keys that could sign a URL',
        nearest: 'bind the source to an ApiFunction that stores the uploads',
      },
    },
  },
  FileProcessor: {
    whole: { native: 'event notifications of R2, a queue with dead letters, and a worker' },
    props: {
      ...entryRows,
      bucket: {
        native:
          'a `Bucket` of tradewind, or one created elsewhere with `Bucket.fromBucketName`; several processors may share it',
      },
      prefix: 'native',
      suffix: 'native',
      deletions: 'native',
      maxConcurrency: { native: true, limits: cloudflareLimits.consumers },
      maxAttempts: { native: true, limits: cloudflareLimits.maxAttempts },
    },
  },
  QueueWorker: {
    whole: { native: 'a worker that consumes a queue; at most one per queue' },
    props: {
      ...entryRows,
      queue: { native: 'a `Queue` of tradewind' },
      fifo: noOrder,
      batchSize: { native: true, limits: cloudflareLimits.queueBatch },
      batchWindow: { native: true, limits: cloudflareLimits.batchWindow },
      maxConcurrency: { native: true, limits: cloudflareLimits.consumers },
      maxAttempts: { native: true, limits: cloudflareLimits.maxAttempts },
      idempotency: { emulated: 'a D1 database records processed messages' },
      removalPolicy,
    },
  },
  ChangeProcessor: {
    whole: {
      emulated:
        'D1 has no change events: the client of the table writes each change to an outbox in the same transaction, and triggers the worker through a queue. Changes by other clients, and the expiry of items, trigger nothing',
    },
    props: {
      ...entryRows,
      table: { native: 'a `Table` of tradewind' },
      filter: { emulated: 'the adapter skips other objects and changes' },
      batchSize: { native: true, limits: cloudflareLimits.changeBatch },
      batchWindow: { native: 'the wait of the queue', limits: cloudflareLimits.batchWindow },
      maxConcurrencyPerShard: {
        unsupported: 'changes of a table are processed one after the other',
        nearest: 'omit it',
      },
      retries: {
        emulated: 'the outbox counts them; failed changes stay in the table failed_changes',
        limits: cloudflareLimits.changeRetries,
      },
      maxAge: { emulated: 'the outbox records the age of a change' },
    },
  },
  Bucket: {
    whole: { native: 'an R2 bucket' },
    props: {
      versioned: {
        unsupported: 'R2 keeps no older versions',
        nearest: 'omit it, and copy objects that you may need again',
        harmless: false,
      },
      expireAfter: { native: 'a lifecycle rule' },
      removalPolicy,
      overrides: { native: 'settings of the Terraform resource' },
    },
  },
  Table: {
    whole: { emulated: 'a D1 database with one table of items, which the client creates at its first use' },
    props: {
      partitionKey: 'native',
      sortKey: 'native',
      indexes: { native: 'an index of SQLite, which the client creates at the first query' },
      timeToLive: { emulated: 'items that have expired are not found, and are deleted by the next write' },
      removalPolicy,
      overrides: { native: 'settings of the Terraform resource' },
    },
  },
  Queue: {
    whole: { native: 'a queue, and another for dead letters' },
    props: {
      fifo: noOrder,
      retention: { native: true, limits: cloudflareLimits.retention },
      maxAttempts: { native: 'set on the consumer', limits: cloudflareLimits.maxAttempts },
      removalPolicy,
      overrides: { native: 'settings of the Terraform resources' },
    },
  },
  Secret: {
    whole: {
      native:
        'a secret of each worker that binds it, set by hand, so that its value is neither in the output nor in the state',
    },
    props: {
      description: { emulated: 'recorded in the app model' },
      removalPolicy: { native: 'the value is deleted with the worker' },
      overrides: { native: 'the name of the variable' },
    },
  },
};
