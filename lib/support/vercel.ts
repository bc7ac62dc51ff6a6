import { vercelFunction, vercelLimits } from './limits/vercel';
import type { Support, SupportColumn, Unsupported } from './types';

const noSignedRequests: Unsupported = {
  unsupported: 'callers have no credentials of the provider, and no gateway asks a function before another',
  nearest: "use jwt({...}), or decide in the handler with auth: 'none'",
};

const functionRows = {
  environment: {
    native: 'variables in the settings of the function, besides those of the project',
    limits: vercelFunction.environment,
  },
  timeout: { native: '`maxDuration`', limits: vercelFunction.timeout },
  memory: { native: '`memory` of the function; by the plan without', limits: vercelFunction.memory },
  maxInstances: { unsupported: 'functions have no limit of that kind', nearest: 'leave it out' },
  tracing: {
    unsupported: 'traces are collected where the code registers for them',
    nearest: 'leave it out, and register @vercel/otel in the entry',
  },
  logRetention: { unsupported: 'how long logs are kept goes by plan', nearest: 'send them elsewhere by a log drain' },
  alarms: { unsupported: 'alerts are set for the project', nearest: 'set them in the dashboard' },
  bundling: { emulated: 'esbuild runs at synthesis, once for the whole app' },
  overrides: { native: 'settings of `.vc-config.json`' },
} as const satisfies Record<string, Support>;

const entryRows = {
  entry: 'native',
  handler: { emulated: 'the module that is loaded is generated, and calls the export of this name' },
  bindings: {
    emulated:
      'buckets, queues, secrets and other functions, which are called by the address of the deployment, `VERCEL_URL`, and so not where deployment protection closes it: clients are bundled in; rights are those of the project',
  },
  ...functionRows,
} as const satisfies Record<string, Support>;

const noOrder: Unsupported = {
  unsupported: 'topics keep messages in about the order in which they came, and promise none',
  nearest: 'put a sequence number into the messages, or use a queue of another provider',
  harmless: false,
};

/** What tradewind makes of each prop on Vercel. */
export const vercel: SupportColumn = {
  ApiFunction: {
    whole: { native: 'a Vercel Function, on the address of the project' },
    props: {
      ...entryRows,
      routes: {
        native: 'rules of the routing layer; a method that a path does not have is answered 405 by the adapter',
      },
      auth: {
        emulated: "tokens are checked by the adapter; neither `'iam'` nor an authorizer",
        refuses: { iam: noSignedRequests, authorizer: noSignedRequests },
      },
      cors: { emulated: 'the adapter answers preflight requests' },
      throttle: {
        unsupported: 'limits of requests are rules of the firewall of the project',
        nearest: 'make a rate limit rule in the dashboard',
      },
      domain: { unsupported: 'domains belong to the project', nearest: 'add it by `vercel domains add`' },
      api: { unsupported: 'all functions of an app share the address of the project', nearest: 'leave it out' },
      streaming: { native: 'responses are always sent as they are made' },
      maxRequestBytes: { emulated: 'the adapter checks it, and answers 413', limits: vercelLimits.requestBytes },
    },
  },
  ScheduledJob: {
    whole: { native: 'a Vercel Function that a cron job asks by GET' },
    props: {
      ...entryRows,
      schedule: { native: 'a moment is a yearly schedule, of which the adapter runs the named year alone' },
      timeZone: {
        emulated: 'cron is in UTC: it fires at each time that could be meant, and the adapter runs at the right one',
      },
      flexibleWindow: { unsupported: 'when a firing comes goes by plan', nearest: 'leave it out' },
      input: { emulated: 'it is bundled with the code' },
      start: { unsupported: 'a cron job has no beginning', nearest: 'deploy it when it shall begin' },
      end: { unsupported: 'a cron job has no end', nearest: 'set enabled: false when it shall end' },
      enabled: { native: 'a job that is not enabled has no cron job' },
      overlap: {
        native: "only `'allow'`, which is the default here: there is no lock without a database",
        refuses: {
          skip: {
            unsupported: 'there is no lock that a function could take without a database',
            nearest: "leave it out, or write overlap: 'allow', and make the work safe to run twice",
          },
        },
      },
      retries: { unsupported: 'a run that failed is not repeated', nearest: 'repeat in the handler what may fail' },
      maxAge: { unsupported: 'a firing waits for nothing', nearest: 'leave it out' },
    },
  },
  PlainFunction: {
    whole: {
      unsupported: 'every function of Vercel answers on a public path, and nothing else can invoke it',
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
      maxBytes: { emulated: 'the adapter checks it, and answers 413', limits: vercelLimits.imageBytes },
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
        limits: vercelLimits.uploadAttempts,
      },
    },
  },
  QueueWorker: {
    whole: {
      native:
        'a Vercel Function that Vercel Queues push messages to, one a call; they are in beta. A message is worked on by the deployment that has sent it',
    },
    props: {
      ...entryRows,
      queue: { native: 'a `Queue` of tradewind; one worker for each' },
      fifo: noOrder,
      batchSize: { emulated: 'it is the most: a batch is always one message', fixed: 1 },
      batchWindow: { emulated: 'nothing is waited for: a batch is always one message' },
      maxConcurrency: {
        native: '`maxConcurrency` of the trigger, for which each delivery is billed twice',
        limits: vercelLimits.maxConcurrency,
      },
      maxAttempts: {
        emulated:
          'the adapter counts deliveries, sends what fails as often to a second topic, and acknowledges it; dead letters are kept for 7 days, and go back by a script',
        limits: vercelLimits.maxAttempts,
      },
      idempotency: {
        emulated:
          'records in the Blob store, which are written on conditions, remember which messages were worked on; nothing deletes old ones',
      },
      removalPolicy: { emulated: 'messages stay until they expire, whatever is asked for: a topic has no settings' },
    },
  },
  ChangeProcessor: {
    whole: {
      unsupported: 'Vercel has no table of its own, so there are no changes to hear of',
      nearest: 'let the database call a webhook: an ApiFunction that checks its signature',
    },
  },
  Bucket: {
    whole: { native: 'a part of the Blob store that is connected to the project, below a name of its own' },
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
      unsupported: 'databases are products of others, from the marketplace',
      nearest: 'use the client of your database in the handler',
    },
  },
  Queue: {
    whole: { native: 'a topic of Vercel Queues, which are in beta, and another for dead letters' },
    props: {
      fifo: noOrder,
      retention: { native: 'given to each message when it is sent', limits: vercelLimits.retention },
      maxAttempts: { emulated: 'counted by the adapter of the worker', limits: vercelLimits.maxAttempts },
      removalPolicy: { emulated: 'messages stay until they expire, whatever is asked for: a topic has no settings' },
      overrides: {
        unsupported: 'there are no settings: a topic begins with its first message',
        nearest: 'leave it out',
      },
    },
  },
  Secret: {
    whole: { native: 'a variable of the project, set by hand' },
    props: {
      description: { emulated: 'it stands in the app model' },
      removalPolicy: { emulated: 'variables are removed by hand, whatever is asked for' },
      overrides: { native: 'the name of the variable' },
    },
  },
};
