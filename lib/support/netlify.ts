import { netlifyFunction, netlifyLimits } from './limits/netlify';
import type { Support, SupportColumn, Unsupported } from './types';

const noSignedRequests: Unsupported = {
  unsupported: 'callers have no credentials of the provider, and no gateway asks a function before another',
  nearest: "use jwt({...}), or decide in the handler with auth: 'none'",
};

const functionRows = {
  environment: {
    emulated: 'bundled with the code, since variables on Netlify hold for a whole site',
    limits: netlifyFunction.environment,
  },
  timeout: {
    emulated: 'it is what remainingTime() counts from',
    limits: netlifyFunction.timeout,
  },
  memory: { native: '`memory` of the function, by the plan', limits: netlifyFunction.memory },
  maxInstances: { unsupported: 'functions have no limit of that kind', nearest: 'leave it out' },
  tracing: { unsupported: 'functions are not traced', nearest: 'leave it out, and send traces from the entry' },
  logRetention: { unsupported: 'how long logs are kept goes by plan', nearest: 'send them elsewhere by a log drain' },
  alarms: { unsupported: 'notifications are set for the site', nearest: 'set them in the dashboard' },
  bundling: { emulated: 'esbuild runs at synthesis, once for the whole app' },
  overrides: { native: 'the `config` of the function' },
} as const satisfies Record<string, Support>;

const entryRows = {
  entry: 'native',
  handler: { emulated: 'the module that is loaded is generated, and calls the export of this name' },
  bindings: {
    emulated:
      'buckets, queues, secrets and other functions, which are called by the address of the deployment: clients are bundled in; rights are those of the site',
  },
  ...functionRows,
} as const satisfies Record<string, Support>;

const noOrder = {
  unsupported: 'messages are taken in any order',
  nearest: 'give each message what it needs to be put in order, or use a queue of another provider',
  harmless: false,
} as const satisfies Support;

/** What tradewind makes of each prop on Netlify. */
export const netlify: SupportColumn = {
  ApiFunction: {
    whole: { native: 'a function on paths of the site' },
    props: {
      ...entryRows,
      routes: { native: 'paths of the function; methods are told apart by the adapter' },
      auth: {
        emulated: "tokens are checked by the adapter; neither `'iam'` nor an authorizer",
        refuses: { iam: noSignedRequests, authorizer: noSignedRequests },
      },
      cors: { emulated: 'the adapter answers preflight requests' },
      throttle: {
        unsupported: 'limits count the requests of each caller or domain in a window',
        nearest: 'give such a limit: overrides: { function: { rateLimit } }',
      },
      domain: { unsupported: 'domains belong to the site', nearest: 'add it to the site' },
      api: { unsupported: 'all functions of an app share the address of the site', nearest: 'leave it out' },
      streaming: { native: 'responses are always sent as they are made, 20 MB at the most' },
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
      timeout: { emulated: 'it is what remainingTime() counts from', limits: netlifyLimits.scheduledTimeout },
      schedule: { native: 'a moment is a yearly schedule, of which the adapter runs the named year alone' },
      timeZone: {
        emulated: 'cron is in UTC: it fires at each time that could be meant, and the adapter runs at the right one',
      },
      flexibleWindow: { unsupported: 'schedules fire at the minute', nearest: 'leave it out' },
      input: { emulated: 'it is bundled with the code' },
      start: { unsupported: 'a schedule has no beginning', nearest: 'deploy it when it shall begin' },
      end: { unsupported: 'a schedule has no end', nearest: 'set enabled: false when it shall end' },
      enabled: { emulated: 'a job that is not enabled is left out of what is deployed' },
      overlap: { native: 'a run ends after 30 s at the latest, and the next is due a minute later at the earliest' },
      retries: { unsupported: 'a run that failed is not repeated', nearest: 'repeat in the handler what may fail' },
      maxAge: { unsupported: 'a firing waits for nothing', nearest: 'leave it out' },
    },
  },
  PlainFunction: {
    whole: {
      unsupported: 'every function of Netlify answers on a public path, and nothing else can invoke it',
      nearest: 'use an ApiFunction with auth: jwt({...}), or a QueueWorker',
    },
  },
  ImagePipeline: {
    whole: {
      emulated:
        'the store tells nobody of uploads: a function that tradewind ships takes them on a route of its own, puts them into the bucket, answers, and runs the sharp of your project. Callers show a token',
    },
    props: {
      ...functionRows,
      source: { native: 'a `Bucket` of tradewind; what is put there by another way is not heard of' },
      prefix: { emulated: 'the route takes no other keys' },
      results: { native: 'a `Bucket` of tradewind' },
      variants: 'native',
      transform: 'native',
      maxBytes: { emulated: 'the adapter checks it, and answers 413', limits: netlifyLimits.imageBytes },
      maxPixels: { emulated: 'the shipped function checks it before an image is decoded' },
      deleteVariants: {
        emulated: 'DELETE on the route; without it, that deletes the image alone',
      },
      maxConcurrency: { unsupported: 'there is no queue that could hold uploads back', nearest: 'leave it out' },
      cdn: {
        unsupported: 'objects of the store are private',
        nearest: 'bind the results to an ApiFunction whose answers tell caches how long to keep them',
        harmless: false,
      },
      uploads: {
        unsupported: 'nobody would hear of what is put into the store by itself',
        nearest: 'send images to the route of the pipeline, from where the token is',
      },
    },
  },
  FileProcessor: {
    whole: {
      emulated:
        'the store tells nobody of uploads: the function takes them on a route of its own, puts them into the bucket, and works on them. Callers show a token, and a body has the limit of a request',
    },
    props: {
      ...entryRows,
      bucket: { native: 'a `Bucket` of tradewind; what is put there by another way is not heard of' },
      prefix: { emulated: 'the route takes no other keys' },
      suffix: { emulated: 'the route takes no other keys' },
      deletions: {
        emulated: 'DELETE on the route; without it, that deletes the file as well, and the handler is not told',
      },
      maxConcurrency: { unsupported: 'there is no queue that could hold uploads back', nearest: 'leave it out' },
      maxAttempts: {
        emulated:
          'in the one invocation; word of each upload is kept below `.uploads/` in the bucket until it is done, and says so when it was given up',
        limits: netlifyLimits.uploadAttempts,
      },
    },
  },
  QueueWorker: {
    whole: {
      emulated:
        'a background function that works on an outbox in Netlify Blobs until nothing is due; who sends wakes it, and a scheduled function each minute, in published deploys. Async Workloads, installed by hand, are an alternative',
    },
    props: {
      ...entryRows,
      timeout: {
        emulated: 'it is what remainingTime() counts from, and the lease of a message',
        limits: netlifyLimits.workerTimeout,
      },
      queue: { emulated: 'a `Queue` of tradewind; one worker for each' },
      fifo: noOrder,
      batchSize: { emulated: 'the adapter takes so many messages at once', limits: netlifyLimits.batchSize },
      batchWindow: { unsupported: 'a run takes what is due and waits for no more', nearest: 'leave it out' },
      maxConcurrency: {
        emulated:
          'a run works while it holds one of so many records in the store, and ends when all are held. A native handler takes its messages itself, and is not counted',
        limits: netlifyLimits.maxConcurrency,
      },
      maxAttempts: {
        emulated:
          'counted with each message; what fails as often is kept below `dead/` in the store until it is deleted by hand',
        limits: netlifyLimits.maxAttempts,
      },
      idempotency: {
        emulated:
          'records in the store of the queue, which are written on conditions, remember which messages were worked on; the sweep deletes old ones',
      },
      removalPolicy: { emulated: 'messages stay in the store, whatever is asked for: it is emptied by hand' },
    },
  },
  ChangeProcessor: {
    whole: {
      unsupported: 'Netlify has no table of its own, so there are no changes to hear of',
      nearest: 'let the database call a webhook: an ApiFunction that checks its signature',
    },
  },
  Bucket: {
    whole: { native: 'a store of Netlify Blobs' },
    props: {
      versioned: {
        unsupported: 'older versions are not kept',
        nearest: 'leave it out, and copy what you may need again',
        harmless: false,
      },
      expireAfter: { unsupported: 'nothing is deleted by its age', nearest: 'delete in a ScheduledJob what is old' },
      removalPolicy: {
        emulated: 'a deployment deletes no objects, whatever is asked for: the store is deleted by hand',
      },
      overrides: { unsupported: 'there are no settings', nearest: 'leave it out' },
    },
  },
  Table: {
    whole: {
      unsupported: 'its database is Postgres, which is no table of items',
      nearest: 'use the client of your database in the handler',
    },
  },
  Queue: {
    whole: {
      emulated:
        'a store of Netlify Blobs: an object for each message, which is taken by a conditional write. Previews and branches have stores of their own',
    },
    props: {
      fifo: noOrder,
      retention: { emulated: 'what is older when its turn comes is kept below `dead/`, and not worked on' },
      maxAttempts: { emulated: 'counted with each message', limits: netlifyLimits.maxAttempts },
      removalPolicy: { emulated: 'messages stay in the store, whatever is asked for: it is emptied by hand' },
      overrides: { unsupported: 'there are no settings', nearest: 'leave it out' },
    },
  },
  Secret: {
    whole: { native: 'a variable of the site, set by hand' },
    props: {
      description: { emulated: 'it stands in the app model' },
      removalPolicy: { emulated: 'variables are removed by hand, whatever is asked for' },
      overrides: { native: 'the name of the variable' },
    },
  },
};
