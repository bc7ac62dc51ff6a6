import { googleFunction, googleLimits } from './limits/google';
import { synchronousInvoke } from './synchronous-invoke';
import type { Support, SupportColumn, Unsupported } from './types';

const noAuthorizer: Unsupported = {
  unsupported: 'no gateway asks a function before another',
  nearest: "use jwt({...}), or decide in the handler with auth: 'none'",
};

const functionRows = {
  environment: { native: true, limits: googleFunction.environment },
  timeout: { native: true, limits: googleFunction.timeout },
  memory: {
    native: 'a function has a whole vCPU; above 4 GiB it has as many as Cloud Run requires',
    limits: googleFunction.memory,
  },
  maxInstances: { native: 'the most instances of the Cloud Run service; 10 without' },
  tracing: { native: 'Cloud Trace takes a sample of requests; it cannot be switched off for one function' },
  logRetention: {
    unsupported: 'how long logs are kept is set for the log bucket of the whole project',
    nearest: 'set it there, in Cloud Logging',
  },
  alarms: {
    native:
      'alert policies of Cloud Monitoring, told to a notification channel; none for jobs that are overdue and run less than once a day',
  },
  bundling: { emulated: 'esbuild runs at synthesis, once for the whole app' },
  overrides: { native: 'settings of the Terraform resources' },
} as const satisfies Record<string, Support>;

const entryRows = {
  entry: 'native',
  handler: { emulated: 'the file that is loaded is generated, and calls the export of this name' },
  bindings: {
    native:
      'a grant on the one resource for the service account of the function; in Firestore, of which roles are for a project, with a condition',
  },
  ...functionRows,
} as const satisfies Record<string, Support>;

const order: Support = {
  native: 'messages with a group are in order; duplicates are not dropped: Pub/Sub does not know them',
};

const removalPolicy: Support = {
  emulated:
    "with `'retain'`, Terraform refuses to delete it as long as it is declared; take it out of the state before you remove the construct",
};

/** What tradewind makes of each prop on Google Cloud. */
export const google: SupportColumn = {
  ApiFunction: {
    whole: { native: 'a Cloud Run function (2nd generation) with an address of its own' },
    props: {
      ...entryRows,
      routes: { emulated: 'the adapter matches them; a method that a path does not have is answered 405' },
      auth: {
        emulated: "`'iam'` and `'none'` are IAM grants of Cloud Run; tokens are checked by the adapter; no authorizer",
        refuses: { authorizer: noAuthorizer },
      },
      cors: { emulated: 'the adapter answers preflight requests' },
      throttle: {
        unsupported: 'Cloud Run limits instances, not requests a second',
        nearest: 'set maxInstances, or put an API gateway or Cloud Armor in front',
      },
      domain: {
        unsupported: 'a domain needs a load balancer, which bills when idle',
        nearest: 'make a google_cloud_run_domain_mapping or a load balancer of your own',
      },
      api: { unsupported: 'each function has an address of its own', nearest: 'leave it out' },
      streaming: { native: 'responses are always sent as they are made' },
      maxRequestBytes: { emulated: 'the adapter checks it, and answers 413; 32 MiB at the most' },
    },
  },
  ScheduledJob: {
    whole: { native: 'Cloud Scheduler and a Cloud Run function (2nd generation)' },
    props: {
      ...entryRows,
      timeout: { native: true, limits: googleLimits.scheduledTimeout },
      schedule: { native: 'a moment is a yearly schedule, of which the adapter runs the named year alone' },
      timeZone: { native: 'clock times that summer time skips or repeats are left to the adapter' },
      flexibleWindow: {
        unsupported: 'Cloud Scheduler fires at the minute',
        nearest: 'leave it out, and spread the minutes of your schedules by hand',
      },
      input: { native: 'the body of the request' },
      start: {
        unsupported: 'a schedule of Cloud Scheduler has no beginning',
        nearest: 'deploy it when it shall begin',
      },
      end: { unsupported: 'a schedule of Cloud Scheduler has no end', nearest: 'set enabled: false when it shall end' },
      enabled: 'native',
      overlap: {
        native:
          "with `'skip'`, one instance takes one request at a time: a run that is due meanwhile is refused, and tried again by `retries`",
      },
      retries: {
        native: 'of the run as well: what failed is tried again after pauses that double',
        limits: googleLimits.retries,
      },
      maxAge: {
        unsupported:
          'a run is tried as often as `retries` says; a duration beside it only makes Cloud Scheduler try longer',
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
        'notifications of Cloud Storage, Pub/Sub with dead letters, and a function that tradewind ships, with the sharp of your project',
    },
    props: {
      ...functionRows,
      timeout: { native: true, limits: googleLimits.pushTimeout },
      variants: 'native',
      source: { native: 'a `Bucket` of tradewind, or one made elsewhere by `Bucket.fromBucketName`' },
      prefix: 'native',
      results: { native: 'a `Bucket` of tradewind, or one made elsewhere by `Bucket.fromBucketName`' },
      transform: 'native',
      maxBytes: { emulated: 'the shipped function checks it' },
      maxPixels: { emulated: 'the shipped function checks it before an image is decoded' },
      deleteVariants: 'native',
      maxConcurrency: { native: 'the most instances, which take one image each', limits: googleLimits.instances },
      cdn: {
        unsupported: 'Cloud CDN needs a load balancer, which bills when idle',
        nearest: 'make one with a backend bucket, or bind the results to an ApiFunction',
        harmless: false,
      },
      uploads: {
        unsupported: 'signed addresses need a right to sign, which is a right to be somebody',
        nearest: 'bind the source to an ApiFunction, and put what it is sent',
      },
    },
  },
  FileProcessor: {
    whole: {
      native:
        'notifications of Cloud Storage, Pub/Sub with dead letters, and a function; ten for a bucket and kind of event',
    },
    props: {
      ...entryRows,
      timeout: { native: true, limits: googleLimits.pushTimeout },
      bucket: {
        native:
          'a `Bucket` of tradewind, or one made elsewhere by `Bucket.fromBucketName`; several processors may share it',
      },
      prefix: 'native',
      suffix: { emulated: 'the adapter leaves out what is not wanted' },
      deletions: { native: 'with versions, what becomes an older one without a newer' },
      maxConcurrency: { native: 'the most instances, which take one file each', limits: googleLimits.instances },
      maxAttempts: { native: true, limits: googleLimits.maxAttempts },
    },
  },
  QueueWorker: {
    whole: { native: 'a push subscription of Pub/Sub and a function, which gets one message a call' },
    props: {
      ...entryRows,
      timeout: { native: true, limits: googleLimits.pushTimeout },
      queue: { native: 'a `Queue` of tradewind; one worker for each' },
      fifo: order,
      batchSize: { emulated: 'it is the most: a batch is always one message', fixed: 1 },
      batchWindow: { emulated: 'nothing is waited for: a batch is always one message' },
      maxConcurrency: { native: 'the most instances, which take one message each', limits: googleLimits.instances },
      maxAttempts: {
        native: 'a retry comes after a pause that grows, whatever `retry` asks for',
        limits: googleLimits.maxAttempts,
      },
      idempotency: { emulated: 'a database of Firestore remembers which messages were worked on' },
      removalPolicy,
    },
  },
  ChangeProcessor: {
    whole: { native: 'a trigger of Firestore, which promises no order; events come one by one, decoded from protobuf' },
    props: {
      ...entryRows,
      timeout: { native: true, limits: googleLimits.eventTimeout },
      table: { native: 'a `Table` of tradewind' },
      filter: { emulated: 'the adapter leaves out what is not wanted' },
      batchSize: { emulated: 'it is the most: a batch is always one change', fixed: 1 },
      batchWindow: { emulated: 'nothing is waited for: a batch is always one change' },
      maxConcurrencyPerShard: { unsupported: 'Firestore has no shards', nearest: 'set maxInstances' },
      retries: { unsupported: 'Eventarc tells nobody how often it has tried', nearest: 'set maxAge' },
      maxAge: { emulated: 'the adapter sends what is older to a queue of failures; after a day Eventarc gives it up' },
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
      indexes: { native: 'two indexes of Firestore each, ascending and descending, over all partitions' },
      timeToLive: { native: 'deleted within a day of it' },
      removalPolicy: { native: "with `'retain'` it is protected, and left where it is when the construct goes" },
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
    whole: { native: 'a secret of Secret Manager, whose value is set by hand, so that it is not in the state' },
    props: {
      description: { native: 'an annotation' },
      removalPolicy,
      overrides: { native: 'settings of the Terraform resource' },
    },
  },
};
