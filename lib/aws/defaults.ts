import type { DefaultRow } from '../defaults';

const AWS_LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg';

/** Settings of AWS resources that have no prop. */
export const awsDefaults = {
  runtime: {
    value: 'nodejs24.x',
    why: 'The newest Node.js of Lambda, by name, so that an update of the library never changes the runtime.',
    source: `${AWS_LAMBDA}/lambda-runtimes.html`,
  },
  architecture: {
    value: 'arm64',
    why: 'Cheaper per second. JavaScript runs on both architectures, and native modules are installed for this one.',
    source: `${AWS_LAMBDA}/foundation-arch.html`,
  },
  asyncRetries: {
    value: 0,
    why: 'A job that failed halfway is not repeated unless requested. Its event is kept in the failure queue.',
    source: `${AWS_LAMBDA}/invocation-async-error-handling.html`,
  },
  deadLetterRetention: {
    value: 14 * 86_400,
    why: 'The maximum, so that a person has time to react. The age counts from the arrival in the source queue.',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  },
  functionUrlMethods: {
    value: ['*'],
    why: 'A function URL has no routes whose methods CORS could list.',
    source: `${AWS_LAMBDA}/urls-configuration.html`,
  },
  accountConcurrency: {
    value: 1000,
    why: 'The default quota of an account. The context value `tradewind:accountConcurrency` sets another one.',
    source: `${AWS_LAMBDA}/gettingstarted-limits.html`,
  },
  alarmPeriods: {
    value: 1,
    why: 'Each dead letter and each failed run matters. Alarms on lasting conditions set their own number of periods.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html',
  },
  queueRetention: {
    value: 4 * 86_400,
    why: 'Messages survive a long weekend, and the time is shorter than the retention of the dead-letter queue.',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  },
  visibilityFactor: {
    value: 6,
    why: 'Six times the timeout, as AWS recommends, so that a throttled batch is retried before its messages become visible again.',
    source: `${AWS_LAMBDA}/services-sqs-configure.html`,
  },
  maxReceiveCount: {
    value: 5,
    why: 'At least five, as AWS recommends, so that throttling alone sends no valid message to the dead-letter queue.',
    source: `${AWS_LAMBDA}/services-sqs-errorhandling.html`,
  },
  imageBatch: { value: 1, why: 'One bad image does not delay nine others, and memory is enough for one.' },
  queueRemovalPolicy: {
    value: 'retain' as const,
    why: 'The queues of FileProcessor, ImagePipeline and ScheduledJob stay when their construct is removed or renamed: they hold uploads and runs that nothing delivers again. An empty queue costs nothing.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html',
  },
  noncurrentDays: {
    value: 30,
    why: 'An overwritten or deleted original can be restored for a month, and costs nothing afterwards.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html',
  },
  secretLength: {
    value: 48,
    why: 'Only letters and digits, which need no escaping, with about 285 bits of entropy.',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html',
  },
  failureDays: {
    value: 30,
    why: 'A month to inspect failed changes.',
    source: `${AWS_LAMBDA}/services-dynamodb-errors.html`,
  },
  multipartDays: {
    value: 7,
    why: 'Parts of an abandoned upload cost money until they are removed.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html',
  },
} satisfies Record<string, DefaultRow>;
