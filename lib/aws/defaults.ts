import type { DefaultRow } from '../defaults';

const AWS_LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg';

/** Fixed settings of AWS resources, that no prop sets. */
export const awsDefaults = {
  runtime: {
    value: 'nodejs24.x',
    why: 'The newest Node.js that Lambda offers, by name: a library update never moves a runtime.',
    source: `${AWS_LAMBDA}/lambda-runtimes.html`,
  },
  architecture: {
    value: 'arm64',
    why: 'Cheaper per second; JavaScript does not mind, and native modules are installed for it.',
    source: `${AWS_LAMBDA}/foundation-arch.html`,
  },
  asyncRetries: {
    value: 0,
    why: 'A job that failed half way is not run again unasked; its event is kept in the failure queue.',
    source: `${AWS_LAMBDA}/invocation-async-error-handling.html`,
  },
  deadLetterRetention: {
    value: 14 * 86_400,
    why: 'The longest there is: time for a person to react. Age counts from the first arrival in the source queue.',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  },
  functionUrlMethods: {
    value: ['*'],
    why: 'A function URL has no routes whose methods could be listed for CORS.',
    source: `${AWS_LAMBDA}/urls-configuration.html`,
  },
  accountConcurrency: {
    value: 1000,
    why: 'The quota of an account that asked for no other; the context value `tradewind:accountConcurrency` states another one.',
    source: `${AWS_LAMBDA}/gettingstarted-limits.html`,
  },
  alarmPeriods: {
    value: 1,
    why: 'A dead letter or a failed run matters each time; alarms that have to last name their number of periods.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html',
  },
  codeProperty: {
    value: 'Code',
    why: 'The property of a Lambda function that names its code, by which tools such as the SAM CLI find the asset.',
    source: 'https://docs.aws.amazon.com/cdk/v2/guide/sam.html',
  },
  throttlesLabel: {
    value: 'Throttled',
    why: 'Reads and writes are added up, so that no name of a CloudWatch metric fits.',
  },
  queueRetention: {
    value: 4 * 86_400,
    why: 'Survives a long weekend, and stays under the retention of the dead-letter queue.',
    source: 'https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-dead-letter-queues.html',
  },
  visibilityFactor: {
    value: 6,
    why: 'Six times the timeout, as AWS advises, so that a throttled batch is tried again before it comes back.',
    source: `${AWS_LAMBDA}/services-sqs-configure.html`,
  },
  maxReceiveCount: {
    value: 5,
    why: 'At least five, as AWS advises, so that throttling alone dead-letters no good message.',
    source: `${AWS_LAMBDA}/services-sqs-errorhandling.html`,
  },
  imageBatch: { value: 1, why: 'One bad image does not delay nine others, and memory holds one.' },
  queueRemovalPolicy: {
    value: 'retain' as const,
    why: 'The queues of FileProcessor, ImagePipeline and ScheduledJob stay when their construct is removed or renamed: they hold uploads and runs that nothing delivers again. An empty queue costs nothing.',
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-attribute-deletionpolicy.html',
  },
  noncurrentDays: {
    value: 30,
    why: 'An overwritten or deleted original can be fetched back for a month, and bills no longer.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html',
  },
  secretLength: {
    value: 48,
    why: 'Letters and digits alone, which need no escaping anywhere, and about 285 bits of chance.',
    source: 'https://docs.aws.amazon.com/secretsmanager/latest/userguide/best-practices.html',
  },
  failureDays: {
    value: 30,
    why: 'A month to look into changes that were given up; after that nobody will.',
    source: `${AWS_LAMBDA}/services-dynamodb-errors.html`,
  },
  multipartDays: {
    value: 7,
    why: 'Parts of an upload that was given up bill until they are removed.',
    source: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/mpu-abort-incomplete-mpu-lifecycle-config.html',
  },
} satisfies Record<string, DefaultRow>;
