import { netlifyFunction, netlifyLimits } from './limits/netlify';
import type { Support, SupportColumn, Unsupported } from './types';

const noSignedRequests: Unsupported = {
  unsupported: 'callers have no credentials of the provider, and no gateway calls an authorizer',
  nearest: "use jwt({...}), or decide in the handler with auth: 'none'",
};

const functionRows = {
  environment: {
    emulated: 'bundled with the code, because variables on Netlify apply to a whole site',
    limits: netlifyFunction.environment,
  },
  timeout: {
    emulated: 'the start value of remainingTime()',
    limits: netlifyFunction.timeout,
  },
  memory: { native: '`memory` of the function, as far as the plan allows', limits: netlifyFunction.memory },
  maxInstances: { unsupported: 'functions have no such limit', nearest: 'omit it' },
  tracing: { unsupported: 'functions are not traced', nearest: 'omit it, and send traces from the entry' },
  logRetention: {
    unsupported: 'the plan sets how long logs are kept',
    nearest: 'send them elsewhere with a log drain',
  },
  alarms: { unsupported: 'notifications are set for the site', nearest: 'set them in the dashboard' },
  bundling: { emulated: 'esbuild runs at synthesis, once for the whole app' },
  overrides: { native: 'the `config` of the function' },
} as const satisfies Record<string, Support>;

const entryRows = {
  entry: 'native',
  handler: { emulated: 'a generated module calls the export of this name' },
  bindings: {
    emulated:
      'buckets, queues, secrets and other functions, whose clients are bundled. Functions are called through the address of the deployment. Permissions are those of the site',
  },
  ...functionRows,
} as const satisfies Record<string, Support>;

const noOrder = {
  unsupported: 'messages are processed in any order',
  nearest: 'add a sequence number to the messages, or use a queue of another provider',
  harmless: false,
} as const satisfies Support;

/** Support of each prop on Netlify. */
export const netlify: SupportColumn = {
  ApiFunction: {
    whole: { native: 'a function on paths of the site' },
    props: {
      ...entryRows,
      routes: { native: 'paths of the function; the adapter checks methods' },
      auth: {
        emulated: "the adapter verifies tokens; `'iam'` and authorizers are not supported",
        refuses: { iam: noSignedRequests, authorizer: noSignedRequests },
      },
      cors: { emulated: 'the adapter answers preflight requests' },
      throttle: {
        unsupported: 'rate limits on Netlify apply to each caller or domain',
        nearest: 'set such a limit: overrides: { function: { rateLimit } }',
      },
      domain: { unsupported: 'domain names belong to the site', nearest: 'add it to the site' },
      api: { unsupported: 'all functions of an app share the address of the site', nearest: 'omit it' },
      streaming: { native: 'responses are always streamed; at most 20 MB' },
      maxRequestBytes: {
        emulated: 'the adapter checks it, and answers 413; 4.5 MB if binary',
        limits: netlifyLimits.requestBytes,
      },
    },
  },
  ScheduledJob: {
    whole: { native: 'a scheduled function, in published deploys' },
    props: {
      ...entryRows,
      timeout: { emulated: 'the start value of remainingTime()', limits: netlifyLimits.scheduledTimeout },
      schedule: { native: 'an instant becomes a yearly schedule, which the adapter runs only in its year' },
      timeZone: {
        emulated: 'cron runs in UTC: it fires at each possible time, and the adapter runs the job at the right one',
      },
      flexibleWindow: { unsupported: 'schedules fire on the minute', nearest: 'omit it' },
      input: { emulated: 'bundled with the code' },
      start: { unsupported: 'a schedule has no start time', nearest: 'deploy it at the time of the first run' },
      end: { unsupported: 'a schedule has no end time', nearest: 'set enabled: false at the time of the end' },
      enabled: { emulated: 'a disabled job is not deployed' },
      overlap: { native: 'a run ends after at most 30 s, and the next is due at least a minute later' },
      retries: { unsupported: 'a failed run is not retried', nearest: 'retry in the handler' },
      maxAge: { unsupported: 'firings are not queued', nearest: 'omit it' },
    },
  },
  PlainFunction: {
    whole: {
      unsupported: 'every function of Netlify has a public path, and nothing else can invoke it',
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
      maxBytes: { emulated: 'the adapter checks it, and answers 413', limits: netlifyLimits.imageBytes },
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
        limits: netlifyLimits.uploadAttempts,
      },
    },
  },
  QueueWorker: {
    whole: {
      emulated:
        'a background function that processes an outbox in Netlify Blobs until nothing is due. Senders start it, and so does a scheduled function each minute, in published deploys. Async Workloads, installed by hand, are an alternative',
    },
    props: {
      ...entryRows,
      timeout: {
        emulated: 'the start value of remainingTime(), and the lease of a message',
        limits: netlifyLimits.workerTimeout,
      },
      queue: { emulated: 'a `Queue` of tradewind; one worker for each' },
      fifo: noOrder,
      batchSize: { emulated: 'the adapter leases this number of messages at once', limits: netlifyLimits.batchSize },
      batchWindow: { unsupported: 'a run processes due messages and does not wait for more', nearest: 'omit it' },
      maxConcurrency: {
        emulated:
          'a run holds one of this number of slots in the store, and ends at once when all are in use. A native handler reads messages itself, and is not counted',
        limits: netlifyLimits.maxConcurrency,
      },
      maxAttempts: {
        emulated:
          'counted with each message; a message that failed too often is kept below `dead/` in the store until you delete it',
        limits: netlifyLimits.maxAttempts,
      },
      idempotency: {
        emulated:
          'conditional writes to the store of the queue record processed messages; the sweep deletes old records',
      },
      removalPolicy: { emulated: 'messages always stay in the store: empty it by hand' },
    },
  },
  ChangeProcessor: {
    whole: {
      unsupported: 'Netlify has no tables, so there are no changes',
      nearest: 'let the database call a webhook: an ApiFunction that checks its signature',
    },
  },
  Bucket: {
    whole: { native: 'a store of Netlify Blobs' },
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
      unsupported: 'its database is Postgres, which is not a table of items',
      nearest: 'use the client of your database in the handler',
    },
  },
  Queue: {
    whole: {
      emulated:
        'a store of Netlify Blobs with an object for each message, leased by a conditional write. Previews and branches have their own stores',
    },
    props: {
      fifo: noOrder,
      retention: { emulated: 'older messages are moved below `dead/` and not processed' },
      maxAttempts: { emulated: 'counted with each message', limits: netlifyLimits.maxAttempts },
      removalPolicy: { emulated: 'messages always stay in the store: empty it by hand' },
      overrides: { unsupported: 'there are no settings', nearest: 'omit it' },
    },
  },
  Secret: {
    whole: { native: 'a variable of the site, set by hand' },
    props: {
      description: { emulated: 'recorded in the app model' },
      removalPolicy: { emulated: 'variables must be removed by hand' },
      overrides: { native: 'the name of the variable' },
    },
  },
};
