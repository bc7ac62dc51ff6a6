import type { Support, SupportColumn } from './types';

const functionRows = {
  environment: 'native',
  timeout: 'native',
  memory: 'native',
  maxInstances: { native: 'reserved concurrency' },
  tracing: { native: 'AWS X-Ray; a trace begins at the function, since HTTP APIs and schedules make none' },
  logRetention: 'native',
  alarms: { native: 'CloudWatch alarms' },
  bundling: { emulated: 'esbuild runs at synthesis, once for the whole app' },
  overrides: 'native',
} as const satisfies Record<string, Support>;

const entryRows = {
  ...functionRows,
  entry: 'native',
  bindings: { native: 'rights of the function role, and clients made of the AWS SDK, bundled in' },
  handler: { emulated: 'the file that Lambda loads is generated, and calls the export of this name' },
} as const satisfies Record<string, Support>;

/** What tradewind makes of each prop on AWS. */
export const aws: SupportColumn = {
  ApiFunction: {
    whole: { native: 'API Gateway HTTP API and Lambda; a function URL with `streaming`' },
    props: {
      ...entryRows,
      routes: {
        native:
          'with `streaming` the adapter matches them, since a function URL has none; an HTTP API decodes the path, so that a handler sees `%2F` as `/`: send such values in the query, or use `streaming`',
      },
      auth: { native: "with `streaming` only `'iam'` and `'none'`" },
      cors: 'native',
      throttle: { native: 'not with `streaming`' },
      domain: { native: 'not with `streaming`' },
      api: { native: 'not with `streaming`' },
      streaming: { native: 'a function URL in the mode RESPONSE_STREAM' },
      maxRequestBytes: {
        emulated:
          'the adapter checks it, and answers 413 before the handler is called; a binary body arrives as base64, so that Lambda takes about 4.5 MB of it at most: hand out presigned uploads for more',
      },
    },
  },
  ScheduledJob: {
    whole: { native: 'EventBridge Scheduler and Lambda' },
    props: {
      ...entryRows,
      schedule: 'native',
      timeZone: 'native',
      flexibleWindow: 'native',
      input: 'native',
      start: 'native',
      end: 'native',
      enabled: 'native',
      overlap: { emulated: 'the adapter takes a lease in a DynamoDB table before the handler is called' },
      retries: { native: 'of the delivery; a run that failed is kept, not repeated' },
      maxAge: 'native',
    },
  },
  PlainFunction: {
    whole: { native: 'Lambda, and a queue for asynchronous invocations that failed' },
    props: {
      ...entryRows,
      retries: { native: 'of asynchronous invocations, as by SNS, EventBridge and S3' },
      maxAge: { native: 'of asynchronous invocations' },
    },
  },
  ImagePipeline: {
    whole: { emulated: 'a function that tradewind ships runs sharp, behind S3, EventBridge and SQS' },
    props: {
      ...functionRows,
      variants: { emulated: 'the shipped function makes them with sharp' },
      source: { native: 'an S3 bucket; one made elsewhere has to send its events to EventBridge' },
      prefix: { native: 'a filter of the EventBridge rule' },
      results: { native: 'an S3 bucket' },
      transform: { emulated: 'bundled into the shipped function' },
      maxBytes: { emulated: 'the shipped function checks it; presigned uploads are signed with their size' },
      maxPixels: { emulated: 'the shipped function checks it before an image is decoded' },
      deleteVariants: { emulated: 'the shipped function deletes them when it hears of the deletion' },
      maxConcurrency: { native: 'of the SQS event source' },
      cdn: { native: 'CloudFront with origin access control' },
      uploads: { emulated: 'a shipped function signs them, each for one upload of one type and size' },
    },
  },
  FileProcessor: {
    whole: { native: 'S3, EventBridge, SQS and Lambda' },
    props: {
      ...entryRows,
      bucket: { native: 'an S3 bucket; one made elsewhere has to send its events to EventBridge' },
      prefix: { native: 'a filter of the EventBridge rule' },
      suffix: { native: 'a filter of the EventBridge rule' },
      deletions: 'native',
      maxConcurrency: { native: 'of the SQS event source' },
      maxAttempts: { native: 'the redrive policy of the queue' },
    },
  },
  QueueWorker: {
    whole: { native: 'SQS and Lambda' },
    props: {
      ...entryRows,
      queue: 'native',
      fifo: 'native',
      batchSize: 'native',
      batchWindow: 'native',
      maxConcurrency: { native: 'of the SQS event source' },
      maxAttempts: { native: 'the redrive policy of the queue' },
      idempotency: { emulated: 'Powertools for AWS Lambda remembers messages in a DynamoDB table' },
      removalPolicy: {
        native: "a deletion policy; with `'retain'`, a first deployment that fails still leaves nothing behind",
      },
    },
  },
  ChangeProcessor: {
    whole: { native: 'DynamoDB Streams and Lambda' },
    props: {
      ...entryRows,
      table: { native: 'a DynamoDB table with a stream of new and old images' },
      filter: { native: 'filter criteria of the event source' },
      batchSize: 'native',
      batchWindow: 'native',
      maxConcurrencyPerShard: 'native',
      retries: { native: 'a batch is halved between tries' },
      maxAge: 'native',
    },
  },
  Bucket: {
    whole: { native: 'an S3 bucket' },
    props: { versioned: 'native', expireAfter: 'native', removalPolicy: 'native', overrides: 'native' },
  },
  Table: {
    whole: { native: 'a DynamoDB table, on demand, with point-in-time recovery' },
    props: {
      partitionKey: 'native',
      sortKey: 'native',
      indexes: {
        native:
          'global secondary indexes with all attributes; a deployment adds or removes one index of a table at most',
      },
      timeToLive: 'native',
      removalPolicy: 'native',
      overrides: 'native',
    },
  },
  Queue: {
    whole: { native: 'an SQS queue with a dead-letter queue' },
    props: {
      fifo: 'native',
      retention: 'native',
      maxAttempts: 'native',
      overrides: 'native',
      removalPolicy: {
        native: "a deletion policy; with `'retain'`, a first deployment that fails still leaves nothing behind",
      },
    },
  },
  Secret: {
    whole: { native: 'a secret of AWS Secrets Manager, with a generated value' },
    props: { description: 'native', removalPolicy: 'native', overrides: 'native' },
  },
};
