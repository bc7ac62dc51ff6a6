import { awsLimits } from './limits/aws';
import type { Support, SupportColumn } from './types';

const functionRows = {
  environment: 'native',
  timeout: 'native',
  memory: { native: true, limits: awsLimits.memory },
  maxInstances: { native: 'reserved concurrency' },
  tracing: { native: 'AWS X-Ray; a trace starts at the function, because HTTP APIs and schedules record none' },
  logRetention: 'native',
  alarms: { native: 'CloudWatch alarms' },
  bundling: { emulated: 'esbuild runs at synthesis, once for the whole app' },
  overrides: 'native',
} as const satisfies Record<string, Support>;

const entryRows = {
  ...functionRows,
  entry: 'native',
  bindings: { native: 'permissions of the function role, and clients of the AWS SDK, which are bundled' },
  handler: { emulated: 'a generated file, which Lambda loads, calls the export of this name' },
} as const satisfies Record<string, Support>;

/** Support of each prop on AWS. */
export const aws: SupportColumn = {
  ApiFunction: {
    whole: { native: 'API Gateway HTTP API and Lambda; a function URL with `streaming`' },
    props: {
      ...entryRows,
      routes: {
        native:
          'with `streaming`, the adapter matches them, because a function URL has no routes; an HTTP API decodes the path, so the handler sees `%2F` as `/`: send such values in the query, or use `streaming`',
      },
      auth: { native: "with `streaming` only `'iam'` and `'none'`" },
      cors: 'native',
      throttle: { native: 'not with `streaming`' },
      domain: { native: 'not with `streaming`' },
      api: { native: 'not with `streaming`' },
      streaming: { native: 'a function URL in the mode RESPONSE_STREAM' },
      maxRequestBytes: {
        emulated:
          'the adapter checks it, and answers 413 before it calls the handler; a binary body arrives as base64, so Lambda accepts about 4.5 MB: use presigned uploads for more',
        limits: awsLimits.requestBytes,
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
      overlap: { emulated: 'the adapter acquires a lease in a DynamoDB table before it calls the handler' },
      retries: { native: 'of the delivery; a failed run is kept, not retried' },
      maxAge: 'native',
    },
  },
  PlainFunction: {
    whole: { native: 'Lambda, and a queue for failed asynchronous invocations' },
    props: {
      ...entryRows,
      retries: { native: 'of asynchronous invocations, as by SNS, EventBridge and S3' },
      maxAge: { native: 'of asynchronous invocations' },
    },
  },
  ImagePipeline: {
    whole: { emulated: 'a function of tradewind runs sharp, behind S3, EventBridge and SQS' },
    props: {
      ...functionRows,
      variants: { emulated: 'the shipped function creates them with sharp' },
      source: { native: 'an S3 bucket; one created elsewhere must send its events to EventBridge' },
      prefix: { native: 'a filter of the EventBridge rule' },
      results: { native: 'an S3 bucket' },
      transform: { emulated: 'bundled into the shipped function' },
      maxBytes: { emulated: 'the shipped function checks it; presigned uploads are signed with their size' },
      maxPixels: { emulated: 'the shipped function checks it before an image is decoded' },
      deleteVariants: { emulated: 'the shipped function deletes them when the image is deleted' },
      maxConcurrency: { native: 'of the SQS event source', limits: awsLimits.maxConcurrency },
      cdn: { native: 'CloudFront with origin access control' },
      uploads: { emulated: 'a shipped function signs each for one upload of one type and size' },
    },
  },
  FileProcessor: {
    whole: { native: 'S3, EventBridge, SQS and Lambda' },
    props: {
      ...entryRows,
      bucket: { native: 'an S3 bucket; one created elsewhere must send its events to EventBridge' },
      prefix: { native: 'a filter of the EventBridge rule' },
      suffix: { native: 'a filter of the EventBridge rule' },
      deletions: 'native',
      maxConcurrency: { native: 'of the SQS event source', limits: awsLimits.maxConcurrency },
      maxAttempts: { native: 'the redrive policy of the queue', limits: awsLimits.maxAttempts },
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
      maxConcurrency: { native: 'of the SQS event source', limits: awsLimits.maxConcurrency },
      maxAttempts: { native: 'the redrive policy of the queue', limits: awsLimits.maxAttempts },
      idempotency: { emulated: 'Powertools for AWS Lambda records processed messages in a DynamoDB table' },
      removalPolicy: {
        native: "a deletion policy; with `'retain'`, a failed first deployment still leaves nothing behind",
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
      retries: { native: 'a batch is halved between attempts' },
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
          'global secondary indexes with all attributes; a deployment adds or removes at most one index of a table',
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
      maxAttempts: { native: true, limits: awsLimits.maxAttempts },
      overrides: 'native',
      removalPolicy: {
        native: "a deletion policy; with `'retain'`, a failed first deployment still leaves nothing behind",
      },
    },
  },
  Secret: {
    whole: { native: 'a secret of AWS Secrets Manager, with a generated value' },
    props: { description: 'native', removalPolicy: 'native', overrides: 'native' },
  },
};
