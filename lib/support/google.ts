import { googleFunction, googleLimits } from './limits/google';
import { synchronousInvoke } from './synchronous-invoke';
import type { Support, SupportColumn, Unsupported } from './types';

const noAuthorizer: Unsupported = {
  unsupported: 'no gateway calls an authorizer',
  nearest: "use jwt({...}), or decide in the handler with auth: 'none'",
};

const functionRows = {
  environment: { native: true, limits: googleFunction.environment },
  timeout: { native: true, limits: googleFunction.timeout },
  memory: {
    native: 'a function has one vCPU; above 4 GiB, it has as many as Cloud Run requires',
    limits: googleFunction.memory,
  },
  maxInstances: { native: 'maximum instances of the Cloud Run service; 10 by default' },
  tracing: { native: 'Cloud Trace samples requests; it cannot be disabled for one function' },
  logRetention: {
    unsupported: 'the log bucket of the whole project sets how long logs are kept',
    nearest: 'set it there, in Cloud Logging',
  },
  alarms: {
    native:
      'alert policies of Cloud Monitoring, sent to a notification channel; none for overdue jobs that run less than once a day',
  },
  bundling: { emulated: 'esbuild runs at synthesis, once for the whole app' },
  overrides: { native: 'settings of the Terraform resources' },
} as const satisfies Record<string, Support>;

const entryRows = {
  entry: 'native',
  handler: { emulated: 'a generated file calls the export of this name' },
  bindings: {
    native:
      'a grant to the service account of the function on the one resource; for Firestore, whose roles apply to a project, with a condition',
  },
  ...functionRows,
} as const satisfies Record<string, Support>;

/** These constructs limit their instances by `maxConcurrency`. */
const instancesByConcurrency: Unsupported = {
  unsupported: '`maxConcurrency` sets the instances of this function',
  nearest: 'set maxConcurrency',
};

const order: Support = {
  native: 'messages of a group are in order; duplicates are not dropped, because Pub/Sub does not detect them',
};

const removalPolicy: Support = {
  emulated:
    "with `'retain'`, Terraform refuses to delete it while it is declared; remove it from the state before you remove the construct",
};

/** Support of each prop on Google Cloud. */
export const google: SupportColumn = {
  ApiFunction: {
    whole: { native: 'a Cloud Run function (2nd generation) with its own address' },
    props: {
      ...entryRows,
      routes: { emulated: 'the adapter matches them, and answers 405 for a method that a path does not have' },
      auth: {
        emulated:
          "`'iam'` and `'none'` are IAM grants of Cloud Run; the adapter verifies tokens; authorizers are not supported",
        refuses: { authorizer: noAuthorizer },
      },
      cors: { emulated: 'the adapter answers preflight requests' },
      throttle: {
        unsupported: 'Cloud Run limits instances, not requests per second',
        nearest: 'set maxInstances, or put an API gateway or Cloud Armor in front',
      },
      domain: {
        unsupported: 'a domain needs a load balancer, which costs money when idle',
        nearest: 'create a google_cloud_run_domain_mapping or a load balancer of your own',
      },
      api: { unsupported: 'each function has its own address', nearest: 'omit it' },
      streaming: { native: 'responses are always streamed' },
      maxRequestBytes: { emulated: 'the adapter checks it, and answers 413; at most 32 MiB' },
    },
  },
  ScheduledJob: {
    whole: { native: 'Cloud Scheduler and a Cloud Run function (2nd generation)' },
    props: {
      ...entryRows,
      maxInstances: { native: "always 1 with `overlap: 'skip'`" },
      timeout: { native: true, limits: googleLimits.scheduledTimeout },
      schedule: { native: 'an instant becomes a yearly schedule, which the adapter runs only in its year' },
      timeZone: { native: 'the adapter handles clock times that daylight saving time skips or repeats' },
      flexibleWindow: {
        unsupported: 'Cloud Scheduler fires on the minute',
        nearest: 'omit it, and spread the minutes of your schedules by hand',
      },
      input: { native: 'the body of the request' },
      start: {
        unsupported: 'a schedule of Cloud Scheduler has no start time',
        nearest: 'deploy it at the time of the first run',
      },
      end: {
        unsupported: 'a schedule of Cloud Scheduler has no end time',
        nearest: 'set enabled: false at the time of the end',
      },
      enabled: 'native',
      overlap: {
        native:
          "with `'skip'`, one instance accepts one request at a time: a run that is due meanwhile is rejected, and retried by `retries`",
      },
      retries: {
        native: 'also of failed runs, with pauses that double',
        limits: googleLimits.retries,
      },
      maxAge: {
        unsupported:
          '`retries` sets the number of attempts; a duration in addition only makes Cloud Scheduler try longer',
        nearest: 'set retries',
      },
    },
  },
  PlainFunction: {
    whole: { native: 'a Cloud Run function (2nd generation) that only members with roles/run.invoker can call' },
    props: {
      ...entryRows,
      ...synchronousInvoke,
    },
  },
  ImagePipeline: {
    whole: {
      native:
        'notifications of Cloud Storage, Pub/Sub with dead letters, and a function of tradewind with the sharp of your project',
    },
    props: {
      ...functionRows,
      timeout: { native: true, limits: googleLimits.pushTimeout },
      variants: 'native',
      source: { native: 'a `Bucket` of tradewind, or one created elsewhere with `Bucket.fromBucketName`' },
      prefix: 'native',
      results: { native: 'a `Bucket` of tradewind, or one created elsewhere with `Bucket.fromBucketName`' },
      transform: 'native',
      maxBytes: { emulated: 'the shipped function checks it' },
      maxPixels: { emulated: 'the shipped function checks it before an image is decoded' },
      deleteVariants: 'native',
      maxInstances: instancesByConcurrency,
      maxConcurrency: { native: 'maximum instances, which process one image each', limits: googleLimits.instances },
      cdn: {
        unsupported: 'Cloud CDN needs a load balancer, which costs money when idle',
        nearest: 'create one with a backend bucket, or bind the results to an ApiFunction',
        harmless: false,
      },
      uploads: {
        unsupported: 'signed URLs need the permission to sign, which allows the impersonation of an account',
        nearest: 'bind the source to an ApiFunction that stores the uploads',
      },
    },
  },
  FileProcessor: {
    whole: {
      native:
        'notifications of Cloud Storage, Pub/Sub with dead letters, and a function; at most ten per bucket and type of event',
    },
    props: {
      ...entryRows,
      timeout: { native: true, limits: googleLimits.pushTimeout },
      bucket: {
        native:
          'a `Bucket` of tradewind, or one created elsewhere with `Bucket.fromBucketName`; several processors may share it',
      },
      prefix: 'native',
      suffix: { emulated: 'the adapter skips other objects and changes' },
      deletions: { native: 'with versions, an object that becomes noncurrent without a new version' },
      maxInstances: instancesByConcurrency,
      maxConcurrency: { native: 'maximum instances, which process one file each', limits: googleLimits.instances },
      maxAttempts: { native: true, limits: googleLimits.maxAttempts },
    },
  },
  QueueWorker: {
    whole: { native: 'a push subscription of Pub/Sub, and a function that receives one message per call' },
    props: {
      ...entryRows,
      timeout: { native: true, limits: googleLimits.pushTimeout },
      queue: { native: 'a `Queue` of tradewind; one worker for each' },
      fifo: order,
      batchSize: { emulated: 'a maximum: a batch is always one message', fixed: 1 },
      batchWindow: { emulated: 'no wait: a batch is always one message' },
      maxInstances: instancesByConcurrency,
      maxConcurrency: { native: 'maximum instances, which process one message each', limits: googleLimits.instances },
      maxAttempts: {
        native: 'retries come after a growing pause, and `retry({ delay })` has no effect',
        limits: googleLimits.maxAttempts,
      },
      idempotency: { emulated: 'a database of Firestore records processed messages' },
      removalPolicy,
    },
  },
  ChangeProcessor: {
    whole: {
      native: 'a trigger of Firestore, which guarantees no order; events come one by one, decoded from protobuf',
    },
    props: {
      ...entryRows,
      timeout: { native: true, limits: googleLimits.eventTimeout },
      table: { native: 'a `Table` of tradewind' },
      filter: { emulated: 'the adapter skips other objects and changes' },
      batchSize: { emulated: 'a maximum: a batch is always one change', fixed: 1 },
      batchWindow: { emulated: 'no wait: a batch is always one change' },
      maxConcurrencyPerShard: { unsupported: 'Firestore has no shards', nearest: 'set maxInstances' },
      retries: { unsupported: 'Eventarc does not report the number of attempts', nearest: 'set maxAge' },
      maxAge: { emulated: 'the adapter sends older changes to a failure queue; Eventarc gives up after a day' },
    },
  },
  Bucket: {
    whole: { native: 'a bucket of Cloud Storage' },
    props: {
      versioned: 'native',
      expireAfter: 'native',
      removalPolicy,
      overrides: { native: 'settings of the Terraform resource' },
    },
  },
  Table: {
    whole: { native: 'a database of Firestore' },
    props: {
      partitionKey: 'native',
      sortKey: 'native',
      indexes: { native: 'two indexes of Firestore for each, ascending and descending, over all partitions' },
      timeToLive: { native: 'deleted within a day after expiry' },
      removalPolicy: { native: "with `'retain'`, it is protected, and stays when the construct is removed" },
      overrides: { native: 'settings of the Terraform resource' },
    },
  },
  Queue: {
    whole: { native: 'a topic of Pub/Sub with one subscription, and another pair for dead letters' },
    props: {
      fifo: order,
      retention: { native: true, limits: googleLimits.retention },
      maxAttempts: { native: true, limits: googleLimits.maxAttempts },
      removalPolicy,
      overrides: { native: 'settings of the Terraform resource' },
    },
  },
  Secret: {
    whole: { native: 'a secret in Secret Manager, whose value is set by hand, so that it is not in the state' },
    props: {
      description: { native: 'an annotation' },
      removalPolicy,
      overrides: { native: 'settings of the Terraform resource' },
    },
  },
};
