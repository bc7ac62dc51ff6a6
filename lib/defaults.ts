import type { ApiFunctionProps, Cors, Domain, Throttle } from './constructs/api-function';
import type { ChangeFilter, ChangeProcessorProps } from './constructs/change-processor';
import type { FileProcessorProps } from './constructs/file-processor';
import type { ImagePipelineProps, UploadRoute } from './constructs/image-pipeline';
import type { PlainFunctionProps } from './constructs/plain-function';
import type { Idempotency, QueueWorkerProps } from './constructs/queue-worker';
import type { ScheduledJobProps } from './constructs/scheduled-job';
import type { BucketProps, QueueProps, SecretProps, TableIndex, TableProps } from './constructs/state';
import { type Duration, days, formatDuration, hours, minutes, seconds } from './duration';

/** A default: the value, or the behaviour in words, and why it is so. */
export interface DefaultRow<Value = unknown> {
  /** The value; absent when the default is a behaviour. */
  readonly value?: Value;
  /** The behaviour, as the `@default` tag says it after the dash. */
  readonly behaviour?: string;
  /** The reason. */
  readonly why: string;
  /** The page behind it. */
  readonly source?: string;
}

// biome-ignore lint/complexity/noBannedTypes: the type with no members is what an optional member fits
type OptionalKeys<P> = { [K in keyof P]-?: {} extends Pick<P, K> ? K : never }[keyof P];
/** One row for each optional prop: a forgotten one does not compile. */
export type DefaultRows<P> = { readonly [K in OptionalKeys<P>]-?: DefaultRow<NonNullable<P[K]>> };

const AWS_LAMBDA = 'https://docs.aws.amazon.com/lambda/latest/dg';
const AWS_API = 'https://docs.aws.amazon.com/apigateway/latest/developerguide';
const AWS_SCHEDULER = 'https://docs.aws.amazon.com/scheduler/latest/UserGuide';

const functionRows = {
  environment: {
    behaviour: 'none besides those that tradewind itself needs',
    why: 'What a function needs to know comes from its bindings.',
  },
  maxInstances: {
    behaviour: 'nothing reserved',
    why: 'Reserving takes from the quota of the whole account, and fails to deploy in a new one, whose quota is 10.',
    source: `${AWS_LAMBDA}/configuration-concurrency.html`,
  },
  tracing: {
    value: 'on',
    why: 'A trace is wanted after the failure, when it is too late to switch it on.',
    source: `${AWS_LAMBDA}/services-xray.html`,
  },
  logRetention: {
    value: 30,
    why: 'Long enough to look back over a month; a log group that never expires bills for ever.',
    source: 'https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html',
  },
  alarms: {
    behaviour: 'the topic named for the stack or the app with `alarmsTo`, else no alarms',
    why: 'Alarms bill each month, so somebody has to ask for them once.',
  },
  bundling: {
    behaviour: 'minified CommonJS with a source map, everything bundled in',
    why: 'Measured fastest at cold start: a bundled SDK beats the one of the runtime, and CommonJS loads no slower.',
    source: 'https://esbuild.github.io/api/',
  },
} as const;

const entryRows = {
  ...functionRows,
  bindings: { behaviour: 'none', why: 'A function has the rights that somebody wrote down, and no others.' },
  handler: {
    behaviour: "`handler` if the entry exports it (the provider's native function), else the default export",
    why: 'Existing functions move over as they are; portable modules use the default export as Workers do.',
  },
} as const;

const noOverrides = { value: {}, why: 'Nothing is overridden that nobody named.' } as const;

/** Every default of every construct, with its reason. The one place where a default stands. */
export const defaults = {
  ApiFunction: {
    ...entryRows,
    timeout: {
      value: seconds(10),
      why: 'Well under the 30 s after which the API gives up, so that the function ends first and leaves a log line.',
      source: `${AWS_API}/http-api-quotas.html`,
    },
    memory: {
      value: 1024,
      why: 'More than half a vCPU, which start-up needs most; doubling it rarely pays for a handler that waits.',
      source: `${AWS_LAMBDA}/configuration-memory.html`,
    },
    routes: { value: ['$default'], why: 'One function that answers everything, as frameworks expect it.' },
    cors: { behaviour: 'no other origin', why: 'An origin that is let in by accident is a hole.' },
    throttle: {
      value: { rate: 100, burst: 200 },
      why: "Without it one API can use up the account's 10,000 requests a second.",
      source: `${AWS_API}/http-api-throttling.html`,
    },
    domain: { behaviour: "the provider's own name", why: 'A domain needs a zone and a certificate of yours.' },
    api: {
      behaviour: 'one API per stack, shared',
      why: 'One address, one access log and one set of limits; each further function adds only its routes.',
    },
    streaming: { value: false, why: 'A buffered response can go through an API with routes, tokens and throttling.' },
    maxRequestBytes: {
      value: 6_291_456,
      why: 'What the function can be given at all. Give less where you know what to expect.',
      source: `${AWS_LAMBDA}/gettingstarted-limits.html`,
    },
    overrides: noOverrides,
  } satisfies DefaultRows<ApiFunctionProps>,

  ScheduledJob: {
    ...entryRows,
    timeout: {
      value: minutes(5),
      why: 'Room for a batch, and a third of the limit, so that a job that grows shows before it breaks.',
      source: `${AWS_LAMBDA}/configuration-timeout.html`,
    },
    memory: { value: 512, why: 'A third of a vCPU: jobs wait for other services more than they compute.' },
    timeZone: {
      behaviour: 'none, for schedules without a clock time',
      why: 'A clock time without a zone is an hour off twice a year, so a zone has to be said.',
      source: `${AWS_SCHEDULER}/schedule-types.html`,
    },
    flexibleWindow: {
      behaviour: 'none for clock times; a tenth of the interval, 15 minutes at most, for rates of an hour and more',
      why: 'Who names a time means it; a rate does not mind, and the spread makes throttling rarer.',
      source: `${AWS_SCHEDULER}/managing-schedule-flexible-time-windows.html`,
    },
    input: { behaviour: 'nothing', why: 'Most jobs have one thing to do.' },
    start: { behaviour: 'at once', why: 'A deployed job is meant to run.' },
    end: { behaviour: 'for ever', why: 'A job runs until it is removed.' },
    enabled: { value: true, why: 'A deployed job is meant to run.' },
    overlap: {
      value: 'skip',
      why: 'Few jobs can stand beside themselves, and delivery is at least once. A lease, unlike reserved concurrency of one, queues no stale runs.',
      source: `${AWS_LAMBDA}/with-eventbridge-scheduler.html`,
    },
    retries: {
      value: 2,
      why: "The provider's 185 tries over a day would start a morning's run at night.",
      source: `${AWS_SCHEDULER}/configuring-schedule-dlq.html`,
    },
    maxAge: { value: hours(1), why: 'A run that could not start within the hour is news for a person.' },
    overrides: noOverrides,
  } satisfies DefaultRows<ScheduledJobProps>,

  PlainFunction: {
    ...entryRows,
    timeout: {
      value: seconds(30),
      why: 'Enough for a call whose caller waits. A trigger with a shorter limit, such as the 5 s of Cognito, stops waiting earlier.',
      source: `${AWS_LAMBDA}/configuration-timeout.html`,
    },
    memory: {
      value: 1024,
      why: 'More than half a vCPU, which start-up needs most, because a caller may be waiting.',
      source: `${AWS_LAMBDA}/configuration-memory.html`,
    },
    retries: {
      value: 2,
      why: "Lambda's own number: transient errors pass, and SNS and EventBridge may deliver an event twice anyway.",
      source: `${AWS_LAMBDA}/invocation-async-error-handling.html`,
    },
    maxAge: {
      value: hours(6),
      why: 'The longest that Lambda allows: a throttled burst has time to drain, and the failure queue keeps the rest.',
      source: `${AWS_LAMBDA}/invocation-async-configuring.html`,
    },
    overrides: noOverrides,
  } satisfies DefaultRows<PlainFunctionProps>,

  ImagePipeline: {
    ...functionRows,
    timeout: { value: minutes(1), why: 'An AVIF of the largest allowed image takes about 20 s on one vCPU.' },
    memory: {
      value: 1769,
      why: 'One whole vCPU for libvips, and room for the largest allowed image, decoded.',
      source: `${AWS_LAMBDA}/configuration-memory.html`,
    },
    source: { behaviour: 'a private bucket is made', why: 'The pipeline and its bucket live and end together.' },
    prefix: { behaviour: 'all', why: 'The bucket is for images.' },
    results: {
      behaviour: 'a private bucket is made',
      why: 'Results in the source bucket would wake the pipeline again.',
      source: `${AWS_LAMBDA}/with-s3.html`,
    },
    transform: { behaviour: 'none', why: 'Resizing needs no code of yours.' },
    maxBytes: { value: 26_214_400, why: '25 MiB holds what cameras and phones make, and fits in memory twice.' },
    maxPixels: {
      value: 50_000_000,
      why: 'Cameras stop at about 50 megapixels; a small file that unpacks to more is an attack, and 50 take 200 MB.',
      source: 'https://sharp.pixelplumbing.com/api-constructor',
    },
    deleteVariants: { value: false, why: 'Links to variants may outlive the original; nothing is deleted unasked.' },
    maxConcurrency: {
      value: 10,
      why: "A new account's whole quota is 10. A burst waits in the queue, where it is safe.",
      source: `${AWS_LAMBDA}/services-sqs-scaling.html`,
    },
    cdn: { value: false, why: 'Not every variant is public.' },
    uploads: { behaviour: 'none', why: 'Who may upload is for the app to say.' },
    overrides: noOverrides,
  } satisfies DefaultRows<ImagePipelineProps>,

  FileProcessor: {
    ...entryRows,
    timeout: { value: minutes(5), why: 'Reading and writing a file of a gigabyte takes a few minutes.' },
    memory: {
      value: 1024,
      why: 'More than half a vCPU, and room for parts of a file.',
      source: `${AWS_LAMBDA}/configuration-memory.html`,
    },
    bucket: { behaviour: 'a private bucket is made', why: 'The processor and its bucket live and end together.' },
    prefix: { behaviour: 'all', why: 'The bucket is for these files.' },
    suffix: { behaviour: 'all', why: 'The bucket is for these files.' },
    deletions: { value: false, why: 'Most processors read the file, which a deletion does not leave.' },
    maxConcurrency: {
      value: 10,
      why: "A new account's whole quota is 10. A burst waits in the queue, where it is safe.",
      source: `${AWS_LAMBDA}/services-sqs-scaling.html`,
    },
    maxAttempts: {
      value: 5,
      why: 'At least five, as AWS advises, so that throttling alone dead-letters no good event.',
      source: `${AWS_LAMBDA}/services-sqs-errorhandling.html`,
    },
    overrides: noOverrides,
  } satisfies DefaultRows<FileProcessorProps>,

  QueueWorker: {
    ...entryRows,
    timeout: { value: seconds(30), why: 'Ten short messages fit; visibility, six times as long, stays at minutes.' },
    memory: {
      value: 512,
      why: 'Work on messages mostly waits for others.',
      source: `${AWS_LAMBDA}/configuration-memory.html`,
    },
    queue: { behaviour: 'a queue is made, with a dead-letter queue', why: 'The worker and its queue live together.' },
    fifo: { value: false, why: 'Order costs throughput, and most messages have none.' },
    batchSize: {
      value: 10,
      why: 'What one request to the queue gives; larger ones have to be waited for.',
      source: `${AWS_LAMBDA}/services-sqs-configure.html`,
    },
    batchWindow: { value: seconds(0), why: 'A message is worked on as soon as it is there.' },
    maxConcurrency: {
      value: 10,
      why: "A new account's whole quota is 10. A burst waits in the queue, where it is safe.",
      source: `${AWS_LAMBDA}/services-sqs-scaling.html`,
    },
    maxAttempts: {
      value: 5,
      why: 'At least five, as AWS advises, so that throttling alone dead-letters no good message.',
      source: `${AWS_LAMBDA}/services-sqs-errorhandling.html`,
    },
    idempotency: {
      behaviour: 'none: a message may be worked on twice',
      why: 'Remembering costs a write a message, and many handlers are idempotent by themselves.',
    },
    removalPolicy: {
      value: 'retain',
      why: 'Renaming a worker in code is no reason to lose messages. A queue without messages costs nothing.',
    },
    overrides: noOverrides,
  } satisfies DefaultRows<QueueWorkerProps>,

  Idempotency: {
    expireAfter: { value: days(1), why: 'Longer than a queue delivers the same message again by accident.' },
  } satisfies DefaultRows<Idempotency>,

  ChangeProcessor: {
    ...entryRows,
    timeout: { value: minutes(1), why: 'A hundred changes fit, and a batch that hangs is noticed soon.' },
    memory: {
      value: 512,
      why: 'Work on changes mostly waits for others.',
      source: `${AWS_LAMBDA}/configuration-memory.html`,
    },
    filter: { behaviour: 'all', why: 'A change that is not heard of by accident is a bug that nobody sees.' },
    batchSize: { value: 100, why: 'A backlog is worked off quickly, and a batch is still small enough to try again.' },
    batchWindow: { value: seconds(1), why: 'A second of patience makes batches of what would be single calls.' },
    maxConcurrencyPerShard: { value: 1, why: 'One batch a shard puts the least load on what the handler calls.' },
    retries: {
      value: 5,
      why: "The provider's own default is for ever: one bad change would block its shard until all are lost.",
      source: `${AWS_LAMBDA}/services-ddb-params.html`,
    },
    maxAge: { value: hours(12), why: 'Half of the day that a stream keeps its records: late, and nothing lost yet.' },
    overrides: noOverrides,
  } satisfies DefaultRows<ChangeProcessorProps>,

  ChangeFilter: {
    types: { behaviour: 'anything', why: 'A filter names what it leaves out.' },
    where: { behaviour: 'any item', why: 'A filter names what it leaves out.' },
  } satisfies DefaultRows<ChangeFilter>,

  Bucket: {
    versioned: { value: true, why: 'An overwritten or deleted object can be fetched back for a month.' },
    expireAfter: { behaviour: 'never', why: 'Nothing is deleted unasked.' },
    removalPolicy: { value: 'retain', why: 'State outlives a mistake in code.' },
    overrides: noOverrides,
  } satisfies DefaultRows<BucketProps>,

  Table: {
    sortKey: { behaviour: 'none: one item a partition', why: 'The simplest table looks items up by their id.' },
    indexes: {
      behaviour: 'items are found by their keys alone',
      why: 'An index is written with each item, and billed for it.',
    },
    timeToLive: { behaviour: 'items stay', why: 'Nothing is deleted unasked.' },
    removalPolicy: { value: 'retain', why: 'State outlives a mistake in code.' },
    overrides: noOverrides,
  } satisfies DefaultRows<TableProps>,

  TableIndex: {
    sortKey: { behaviour: 'none: no order', why: 'An index that only finds items needs none.' },
  } satisfies DefaultRows<TableIndex>,

  Queue: {
    fifo: { value: false, why: 'Order costs throughput, and most messages have none.' },
    retention: {
      value: days(4),
      why: 'Survives a long weekend, and stays under the retention of the dead-letter queue.',
    },
    maxAttempts: {
      value: 5,
      why: 'At least five, as AWS advises, so that throttling alone dead-letters no good message.',
      source: `${AWS_LAMBDA}/services-sqs-errorhandling.html`,
    },
    removalPolicy: {
      value: 'retain',
      why: 'Renaming a queue in code is no reason to lose messages. A queue without messages costs nothing.',
    },
    overrides: noOverrides,
  } satisfies DefaultRows<QueueProps>,

  Secret: {
    description: { behaviour: 'the construct path', why: 'It says where the secret is used.' },
    removalPolicy: { value: 'retain', why: 'State outlives a mistake in code.' },
    overrides: noOverrides,
  } satisfies DefaultRows<SecretProps>,

  Cors: {
    methods: { behaviour: 'those of the routes', why: 'Nothing else would be answered.' },
    headers: { value: ['authorization', 'content-type'], why: 'What a JSON client with a token sends.' },
    exposeHeaders: { value: [], why: 'Browsers show the safe ones anyway.' },
    credentials: { value: false, why: 'Cookies across origins are to be asked for.' },
    maxAge: { value: hours(1), why: 'Saves a preflight a request, and a change is seen within the hour.' },
  } satisfies DefaultRows<Cors>,

  Domain: {
    zone: { behaviour: 'no record is made; `certificate` is needed then', why: 'The zone may be elsewhere.' },
    certificate: { behaviour: 'one is made and validated through `zone`', why: 'It renews itself.' },
  } satisfies DefaultRows<Domain>,

  Throttle: {} satisfies DefaultRows<Throttle>,

  UploadRoute: {
    route: { value: 'POST /uploads', why: 'Asking for an upload makes something: a POST.' },
    expiresIn: { value: 300, why: 'The upload has to begin within it; five minutes suit a person with a form.' },
    origins: { behaviour: 'none', why: 'An origin that is let in by accident is a hole.' },
    api: { behaviour: "the stack's shared API", why: 'One address for the app.' },
  } satisfies DefaultRows<UploadRoute>,
};

/** Fixed limits of an `ImagePipeline` on every provider, that no prop sets. */
export const imageDefaults = {
  maxSide: {
    value: 65_535,
    why: 'The longest side of a JPEG in pixels, and more than a camera or scanner makes. Long thin images cost far more than their pixels: a PNG of 1 by 50 million takes 7 s for each variant, one of 700 by 65,535 takes 0.3 s.',
    source: 'https://www.w3.org/Graphics/JPEG/itu-t81.pdf',
  },
  decodedShare: {
    value: 55,
    why: 'Percent of the memory of the function that decoding an image may take: 1.02 GB of the default 1769 MiB. A pixel takes 20 bytes in AVIF, 28 with more than 8 bits a sample, elsewhere twice its samples: 6 in JPEG, 12 in a PNG of 16 bits, 64 in a TIFF of four doubles. An AVIF of 10 or 12 bits may have 36 megapixels, others 50.',
    source: 'https://github.com/strukturag/libheif',
  },
} satisfies Record<string, DefaultRow>;

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

type Defaults = typeof defaults;
type Valued<Rows> = { -readonly [K in keyof Rows as Rows[K] extends { value: unknown } ? K : never]: unknown };

/** Props in which every prop that has a default value is set. */
export type Resolved<Name extends keyof Defaults, P> = Omit<P, keyof Valued<Defaults[Name]>> & {
  readonly [K in keyof P & keyof Valued<Defaults[Name]>]-?: NonNullable<P[K]>;
};

/** Rows in which a provider differs from the table, by construct and prop. */
export type DefaultDifferences = { readonly [Name in keyof Defaults]?: Readonly<Record<string, DefaultRow>> };

/**
 * Fills in the default values of the table, and of a provider where it differs. A prop given as `undefined` counts as not
 * given.
 */
export function withDefaults<Name extends keyof Defaults, P extends object>(
  name: Name,
  props: P,
  differences: DefaultDifferences = {},
): Resolved<Name, P> {
  const rows = { ...(defaults[name] as Record<string, DefaultRow>), ...differences[name] };
  const values = Object.entries(rows)
    .filter(([, row]) => row.value !== undefined)
    .map(([key, row]) => [key, row.value]);
  const given = Object.entries(props).filter(([, value]) => value !== undefined);
  return Object.fromEntries([...values, ...given]) as Resolved<Name, P>;
}

/** How a default is written in a `@default` tag and in the documentation. */
export function formatDefault(row: DefaultRow): string {
  return row.behaviour === undefined ? formatValue(row.value) : `- ${row.behaviour}`;
}

function formatValue(value: unknown): string {
  if (isDuration(value))
    return formatDuration(value).replace(/^(\S+) (\S+)$/, (_, amount, unit) => `${UNIT[unit]}(${amount})`);
  if (Array.isArray(value)) return `[${value.map(formatValue).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return formatObject(value);
  return typeof value === 'string' ? `'${value}'` : String(value);
}

const UNIT: Record<string, string> = { s: 'seconds', min: 'minutes', h: 'hours', d: 'days' };

function formatObject(value: object): string {
  const members = Object.entries(value).map(([key, member]) => `${key}: ${formatValue(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function isDuration(value: unknown): value is Duration {
  return typeof (value as Duration | undefined)?.toSeconds === 'function';
}
