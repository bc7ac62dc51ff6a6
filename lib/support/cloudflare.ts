import { cloudflareFunction, cloudflareLimits, WORKER_MEMORY } from './limits/cloudflare';
import { synchronousInvoke } from './synchronous-invoke';
import type { Support, SupportColumn, Unsupported } from './types';

const noCode: Unsupported = { unsupported: 'the worker runs no code of yours', nearest: 'leave it out' };

const noSignedRequests: Unsupported = {
  unsupported: 'there are no credentials of the provider, and no gateway that asks a function',
  nearest: "use jwt({...}), put Cloudflare Access in front of a domain, or decide in the handler with auth: 'none'",
};

const functionRows = {
  environment: { native: 'plain-text bindings', limits: cloudflareFunction.environment },
  timeout: {
    emulated:
      'it is what remainingTime() counts from; Cloudflare limits processor time, by plan, and stops nothing by the clock',
  },
  memory: { unsupported: 'every worker has 128 MB', nearest: 'leave it out', fixed: WORKER_MEMORY },
  maxInstances: { unsupported: 'workers have no limit of that kind', nearest: 'leave it out' },
  tracing: { native: 'Workers Logs keep each invocation; they are on for every worker' },
  logRetention: {
    unsupported: 'how long Workers Logs are kept goes by plan',
    nearest: 'send them elsewhere by Logpush',
  },
  alarms: { unsupported: 'notifications are set for the account', nearest: 'set them in the dashboard' },
  bundling: { emulated: 'esbuild runs at synthesis, once for the whole app' },
  overrides: { native: 'settings of the Terraform resources' },
} as const satisfies Record<string, Support>;

const entryRows = {
  entry: 'native',
  handler: { emulated: 'the module that is loaded is generated, and calls the export of this name' },
  bindings: {
    native:
      'R2, D1, queues and other workers, which are all that a worker reaches; what is bound is bound whole: `readOnly` and `writeOnly` limit the client alone',
  },
  ...functionRows,
} as const satisfies Record<string, Support>;

const noOrder: Unsupported = {
  unsupported: 'queues of Cloudflare keep no order',
  nearest: 'put a sequence number into the messages, or use a Durable Object',
  harmless: false,
};

const removalPolicy: Support = {
  emulated:
    "with `'retain'`, Terraform refuses to delete it as long as it is declared; take it out of the state before you remove the construct",
};

/** What tradewind makes of each prop on Cloudflare. */
export const cloudflare: SupportColumn = {
  ApiFunction: {
    whole: { native: 'a worker on workers.dev, or on a domain of yours' },
    props: {
      ...entryRows,
      routes: { emulated: 'the adapter matches them; a method that a path does not have is answered 405' },
      auth: {
        emulated: "tokens are checked by the adapter; neither `'iam'` nor an authorizer",
        refuses: { iam: noSignedRequests, authorizer: noSignedRequests },
      },
      cors: { emulated: 'the adapter answers preflight requests' },
      throttle: {
        unsupported: 'limits of requests are rules of a zone',
        nearest: 'make a cloudflare_ruleset for the zone of your domain',
      },
      domain: { native: 'a custom domain; the certificate comes by itself' },
      api: { unsupported: 'each worker has an address of its own', nearest: 'leave it out' },
      streaming: { native: 'responses are always sent as they are made' },
      maxRequestBytes: { emulated: 'the adapter checks it, and answers 413; 100 MB at the most on most plans' },
    },
  },
  ScheduledJob: {
    whole: { native: 'a worker with a cron trigger' },
    props: {
      ...entryRows,
      schedule: { native: 'a moment is a yearly schedule, of which the adapter runs the named year alone' },
      timeZone: {
        emulated: 'cron is in UTC: it fires at each time that could be meant, and the adapter runs at the right one',
      },
      flexibleWindow: { unsupported: 'cron triggers fire at the minute', nearest: 'leave it out' },
      input: { emulated: 'it is bundled with the code' },
      start: { unsupported: 'a cron trigger has no beginning', nearest: 'deploy it when it shall begin' },
      end: { unsupported: 'a cron trigger has no end', nearest: 'set enabled: false when it shall end' },
      enabled: { native: 'a job that is not enabled has no trigger' },
      overlap: {
        native: "only `'allow'`, which is the default here: there is no lock without a database",
        refuses: {
          skip: {
            unsupported: 'there is no lock that a worker could take without a database',
            nearest: "leave it out, or write overlap: 'allow', and make the work safe to run twice",
          },
        },
      },
      retries: { unsupported: 'a run that failed is not repeated', nearest: 'repeat in the handler what may fail' },
      maxAge: { unsupported: 'a run is never late', nearest: 'leave it out' },
    },
  },
  PlainFunction: {
    whole: { native: 'a worker without routes and without an address, which other workers reach by a service binding' },
    props: {
      ...entryRows,
      ...synchronousInvoke,
    },
  },
  ImagePipeline: {
    whole: {
      emulated:
        'event notifications of R2, a queue with dead letters, and a worker that tradewind ships with codecs of WebAssembly: JPEG, PNG and WebP are read, as upright images of 8 bits a channel, and have the sides that sharp gives them elsewhere; GIF, TIFF, AVIF, HEIC, CMYK, lossless JPEG and animations are refused and end in the dead letters. A grey image becomes RGB, and AVIF has its colours at half the resolution. Profiles of a matrix and curves are converted to sRGB; colours of other profiles are taken as sRGB. It needs the paid plan',
    },
    props: {
      ...functionRows,
      environment: noCode,
      bundling: noCode,
      timeout: { native: 'the limit of processor time', limits: cloudflareLimits.processorTime },
      variants: {
        emulated:
          "the codecs make them, of which those that are needed are shipped; `'gif'` and the quality of `'png'` are refused, since there is no codec for them",
      },
      source: { native: 'a `Bucket` of tradewind, or one made elsewhere by `Bucket.fromBucketName`' },
      prefix: { native: 'a rule of the event notification' },
      results: { native: 'a `Bucket` of tradewind, or one made elsewhere by `Bucket.fromBucketName`' },
      transform: {
        unsupported: 'it changes an image of sharp, which is native code and does not run in a worker',
        nearest: 'use it on AWS',
      },
      maxBytes: { emulated: 'the shipped worker checks it' },
      maxPixels: { emulated: 'the shipped worker checks it before an image is decoded; see the default for what fits' },
      deleteVariants: { emulated: 'the shipped worker deletes them when it hears of the deletion' },
      maxConcurrency: { native: true, limits: cloudflareLimits.consumers },
      cdn: {
        unsupported: 'a bucket is served by a domain of its own, which is set for the bucket',
        nearest: 'make a cloudflare_r2_custom_domain for the results, or bind them to an ApiFunction',
        harmless: false,
      },
      uploads: {
        unsupported: 'a worker that is bound to a bucket has no keys to sign an address with',
        nearest: 'bind the source to an ApiFunction, and put what it is sent',
      },
    },
  },
  FileProcessor: {
    whole: { native: 'event notifications of R2, a queue with dead letters, and a worker' },
    props: {
      ...entryRows,
      bucket: {
        native:
          'a `Bucket` of tradewind, or one made elsewhere by `Bucket.fromBucketName`; several processors may share it',
      },
      prefix: 'native',
      suffix: 'native',
      deletions: 'native',
      maxConcurrency: { native: true, limits: cloudflareLimits.consumers },
      maxAttempts: { native: true, limits: cloudflareLimits.maxAttempts },
    },
  },
  QueueWorker: {
    whole: { native: 'a worker that consumes a queue; one for each queue' },
    props: {
      ...entryRows,
      queue: { native: 'a `Queue` of tradewind' },
      fifo: noOrder,
      batchSize: { native: true, limits: cloudflareLimits.queueBatch },
      batchWindow: { native: true, limits: cloudflareLimits.batchWindow },
      maxConcurrency: { native: true, limits: cloudflareLimits.consumers },
      maxAttempts: { native: true, limits: cloudflareLimits.maxAttempts },
      idempotency: { emulated: 'a D1 database remembers which messages were worked on' },
      removalPolicy,
    },
  },
  ChangeProcessor: {
    whole: {
      emulated:
        'D1 tells nobody of changes: the client of the table writes each to an outbox in the same transaction, and wakes the worker by a queue. What is written past that client is not heard of, nor is the expiry of items',
    },
    props: {
      ...entryRows,
      table: { native: 'a `Table` of tradewind' },
      filter: { emulated: 'the adapter leaves out what is not wanted' },
      batchSize: { native: true, limits: cloudflareLimits.changeBatch },
      batchWindow: { native: 'how long the queue waits', limits: cloudflareLimits.batchWindow },
      maxConcurrencyPerShard: {
        unsupported: 'changes of a table are worked on one after the other',
        nearest: 'leave it out',
      },
      retries: {
        emulated: 'the outbox counts them; what is given up stays in the table failed_changes',
        limits: cloudflareLimits.changeRetries,
      },
      maxAge: { emulated: 'the outbox knows how old a change is' },
    },
  },
  Bucket: {
    whole: { native: 'an R2 bucket' },
    props: {
      versioned: {
        unsupported: 'R2 keeps no older versions',
        nearest: 'leave it out, and copy what you may need again',
        harmless: false,
      },
      expireAfter: { native: 'a lifecycle rule' },
      removalPolicy,
      overrides: { native: 'settings of the Terraform resource' },
    },
  },
  Table: {
    whole: { emulated: 'a D1 database with one table of items, which the client makes when it is first used' },
    props: {
      partitionKey: 'native',
      sortKey: 'native',
      indexes: { native: 'an index of SQLite, which the client makes at the first query' },
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
        'a secret of each worker that it is bound to, set by hand, so that its value is neither in the output nor in the state',
    },
    props: {
      description: { emulated: 'it stands in the app model' },
      removalPolicy: { native: 'the value goes with the worker' },
      overrides: { native: 'the name of the variable' },
    },
  },
};
