import { vercelFunction, vercelLimits } from './limits/vercel';
import type { Support, SupportColumn, Unsupported } from './types';

const noSignedRequests: Unsupported = {
  unsupported: 'callers have no credentials of the provider, and no gateway calls an authorizer',
  nearest: "use jwt({...}), or decide in the handler with auth: 'none'",
};

const functionRows = {
  environment: {
    native: 'variables in the settings of the function, in addition to those of the project',
    limits: vercelFunction.environment,
  },
  timeout: { native: '`maxDuration`', limits: vercelFunction.timeout },
  memory: { native: '`memory` of the function; the plan sets the default', limits: vercelFunction.memory },
  maxInstances: { unsupported: 'functions have no such limit', nearest: 'omit it' },
  tracing: {
    unsupported: 'only code that registers for traces is traced',
    nearest: 'omit it, and register @vercel/otel in the entry',
  },
  logRetention: {
    unsupported: 'the plan sets how long logs are kept',
    nearest: 'send them elsewhere with a log drain',
  },
  alarms: { unsupported: 'alerts are set for the project', nearest: 'set them in the dashboard' },
  bundling: { emulated: 'esbuild runs at synthesis, once for the whole app' },
  overrides: { native: 'settings of `.vc-config.json`' },
} as const satisfies Record<string, Support>;

const entryRows = {
  entry: 'native',
  handler: { emulated: 'a generated module calls the export of this name' },
  bindings: {
    emulated:
      'buckets, queues, secrets and other functions, whose clients are bundled. Functions are called through the address of the deployment, `VERCEL_URL`, which deployment protection can block. Permissions are those of the project',
  },
  ...functionRows,
} as const satisfies Record<string, Support>;

const noOrder: Unsupported = {
  unsupported: 'topics deliver messages in approximate order without a guarantee',
  nearest: 'add a sequence number to the messages, or use a queue of another provider',
  harmless: false,
};

/** Support of each prop on Vercel. */
export const vercel: SupportColumn = {
  ApiFunction: {
    whole: { native: 'a Vercel Function, on the address of the project' },
    props: {
      ...entryRows,
      routes: {
        native: 'rules of the routing layer; the adapter answers 405 for a method that a path does not have',
      },
      auth: {
        emulated: "the adapter verifies tokens; `'iam'` and authorizers are not supported",
        refuses: { iam: noSignedRequests, authorizer: noSignedRequests },
      },
      cors: { emulated: 'the adapter answers preflight requests' },
      throttle: {
        unsupported: 'rate limits are rules of the firewall of the project',
        nearest: 'create a rate limit rule in the dashboard',
      },
      domain: { unsupported: 'domain names belong to the project', nearest: 'add it with `vercel domains add`' },
      api: { unsupported: 'all functions of an app share the address of the project', nearest: 'omit it' },
      streaming: { native: 'responses are always streamed' },
      maxRequestBytes: { emulated: 'the adapter checks it, and answers 413', limits: vercelLimits.requestBytes },
    },
  },
  ScheduledJob: {
    whole: { native: 'a Vercel Function that a cron job calls by GET' },
    props: {
      ...entryRows,
      schedule: { native: 'an instant becomes a yearly schedule, which the adapter runs only in its year' },
      timeZone: {
        emulated: 'cron runs in UTC: it fires at each possible time, and the adapter runs the job at the right one',
      },
      flexibleWindow: { unsupported: 'the plan sets when a firing comes', nearest: 'omit it' },
      input: { emulated: 'bundled with the code' },
      start: { unsupported: 'a cron job has no start time', nearest: 'deploy it at the time of the first run' },
      end: { unsupported: 'a cron job has no end time', nearest: 'set enabled: false at the time of the end' },
      enabled: { native: 'a disabled job has no cron job' },
      overlap: {
        native: "only `'allow'`, the default on this provider: there is no lock without a database",
        refuses: {
          skip: {
            unsupported: 'there is no lock that a function could acquire without a database',
            nearest: "omit it, or write overlap: 'allow', and make the work safe to run twice",
          },
        },
      },
      retries: { unsupported: 'a failed run is not retried', nearest: 'retry in the handler' },
      maxAge: { unsupported: 'firings are not queued', nearest: 'omit it' },
    },
  },
  PlainFunction: {
    whole: {
      unsupported: 'every function of Vercel has a public path, and nothing else can invoke it',
      nearest: 'use an ApiFunction with auth: jwt({...}), or a QueueWorker',
    },
  },
  ImagePipeline: {
    whole: {
      emulated:
        'the store has no events: a function of tradewind receives uploads on its own route, stores them in the bucket, answers, and runs the sharp of your project. Callers need a token',
    },
    props: {
      ...functionRows,
      source: { native: 'a `Bucket` of tradewind; objects stored in another way trigger nothing' },
      prefix: { emulated: 'the route accepts no other keys' },
      results: { native: 'a `Bucket` of tradewind' },
      variants: 'native',
      transform: 'native',
      maxBytes: { emulated: 'the adapter checks it, and answers 413', limits: vercelLimits.imageBytes },
      maxPixels: { emulated: 'the shipped function checks it before an image is decoded' },
      deleteVariants: {
        emulated: 'DELETE on the route; without it, DELETE removes only the image',
      },
      maxConcurrency: { unsupported: 'there is no queue that could delay uploads', nearest: 'omit it' },
      cdn: {
        unsupported: 'objects of the store are private',
        nearest: 'bind the results to an ApiFunction that sets cache headers',
        harmless: false,
      },
      uploads: {
        unsupported: 'objects stored directly would trigger nothing',
        nearest: 'send images to the route of the pipeline, from code that has the token',
      },
    },
  },
  FileProcessor: {
    whole: {
      emulated:
        'the store has no events: the function receives uploads on its own route, stores them in the bucket, and processes them. Callers need a token, and the size limit of requests applies',
    },
    props: {
      ...entryRows,
      bucket: { native: 'a `Bucket` of tradewind; objects stored in another way trigger nothing' },
      prefix: { emulated: 'the route accepts no other keys' },
      suffix: { emulated: 'the route accepts no other keys' },
      deletions: {
        emulated: 'DELETE on the route; without it, DELETE removes the file without a call of the handler',
      },
      maxConcurrency: { unsupported: 'there is no queue that could delay uploads', nearest: 'omit it' },
      maxAttempts: {
        emulated:
          'within one invocation; a record of each upload is kept below `.uploads/` in the bucket until it is processed, and marks the ones that were given up',
        limits: vercelLimits.uploadAttempts,
      },
    },
  },
  QueueWorker: {
    whole: {
      native:
        'a Vercel Function that receives messages of Vercel Queues (in beta), one per call. The deployment that sent a message also processes it',
    },
    props: {
      ...entryRows,
      queue: { native: 'a `Queue` of tradewind; one worker for each' },
      fifo: noOrder,
      batchSize: { emulated: 'a maximum: a batch is always one message', fixed: 1 },
      batchWindow: { emulated: 'no wait: a batch is always one message' },
      maxConcurrency: {
        native: '`maxConcurrency` of the trigger, with which each delivery is billed twice',
        limits: vercelLimits.maxConcurrency,
      },
      maxAttempts: {
        emulated:
          'the adapter counts deliveries, and sends a message that failed too often to a second topic; dead letters are kept for 7 days, and a script sends them back',
        limits: vercelLimits.maxAttempts,
      },
      idempotency: {
        emulated: 'conditional writes to the Blob store record processed messages; nothing deletes old records',
      },
      removalPolicy: { emulated: 'messages always stay until they expire: a topic has no settings' },
    },
  },
  ChangeProcessor: {
    whole: {
      unsupported: 'Vercel has no tables, so there are no changes',
      nearest: 'let the database call a webhook: an ApiFunction that checks its signature',
    },
  },
  Bucket: {
    whole: { native: 'a prefix in the Blob store that is connected to the project' },
    props: {
      versioned: {
        unsupported: 'older versions are not kept',
        nearest: 'omit it, and copy objects that you may need again',
        harmless: false,
      },
      expireAfter: { unsupported: 'nothing is deleted by age', nearest: 'delete old objects in a ScheduledJob' },
      removalPolicy: {
        emulated: 'a deployment never deletes objects: delete the store by hand',
      },
      overrides: { unsupported: 'there are no settings', nearest: 'omit it' },
    },
  },
  Table: {
    whole: {
      unsupported: 'databases are third-party products from the marketplace',
      nearest: 'use the client of your database in the handler',
    },
  },
  Queue: {
    whole: { native: 'a topic of Vercel Queues, which are in beta, and another for dead letters' },
    props: {
      fifo: noOrder,
      retention: { native: 'set on each message when it is sent', limits: vercelLimits.retention },
      maxAttempts: { emulated: 'the adapter of the worker counts them', limits: vercelLimits.maxAttempts },
      removalPolicy: { emulated: 'messages always stay until they expire: a topic has no settings' },
      overrides: {
        unsupported: 'there are no settings: a topic is created by its first message',
        nearest: 'omit it',
      },
    },
  },
  Secret: {
    whole: { native: 'a variable of the project, set by hand' },
    props: {
      description: { emulated: 'recorded in the app model' },
      removalPolicy: { emulated: 'variables must be removed by hand' },
      overrides: { native: 'the name of the variable' },
    },
  },
};
