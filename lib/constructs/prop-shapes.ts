import { type ConstructName, PROVIDER_NAMES, PROVIDERS } from '../catalogue';
import {
  api,
  auth,
  cors,
  domain,
  filter,
  idempotency,
  indexes,
  key,
  removalPolicy,
  schedule,
  throttle,
  uploads,
  variant,
  withChoice,
  words,
} from './member-shapes';
import type { PropsOf } from './props';
import {
  choice,
  date,
  duration,
  flag,
  isText,
  json,
  list,
  map,
  members,
  number,
  object,
  provided,
  type RequiredShape,
  required,
  type Shape,
  text,
} from './shape';

// biome-ignore lint/complexity/noBannedTypes: the type with no members is what an optional member fits
type ShapeOf<P, K extends keyof P> = {} extends Pick<P, K> ? Shape : RequiredShape;
/** A shape for each prop of each construct. A missing one is a compile error. */
type Shapes = {
  readonly [Name in ConstructName]: { readonly [K in keyof PropsOf[Name]]-?: ShapeOf<PropsOf[Name], K> };
};

/** Providers whose library resolves values at deployment, and whose resources accept them. */
const TEMPLATES = PROVIDER_NAMES.filter((name) => PROVIDERS[name].engine !== 'files');
const SIZES = ['aws', 'google', 'azure'] as const;

const bundling: Shape = (value, prop, context) => [
  ...object(value, prop, context),
  ...members(
    { nativeModules: list(text("'sharp'"), "['sharp']"), maxBundleSize: number(1_000_000) },
    '{ minify: false }',
  )(value, prop, context).filter(({ prop: name }) => name !== prop),
];

const environment: Shape = map((value, prop, context) => {
  if (isText(value)) return text("'debug'", TEMPLATES)(value, prop, context);
  return text(typeof value === 'number' || typeof value === 'boolean' ? `'${value}'` : "'debug'")(value, prop, context);
}, "{ LOG_LEVEL: 'debug' }");

const alarms: Shape = (value, prop, context) =>
  value === false ? [] : provided('topic')(value, prop, context).map((each) => withChoice(each, 'false for no alarms'));

const functionShapes = {
  environment,
  timeout: duration('seconds(30)'),
  memory: number(1024, SIZES),
  maxInstances: number(10, SIZES),
  tracing: choice('on', 'off'),
  logRetention: choice(1, 3, 5, 7, 14, 30, 60, 90, 180, 365, 'forever'),
  alarms,
  bundling,
  overrides: object,
};

const entryShapes = {
  ...functionShapes,
  entry: required(text("'src/orders.ts'"), { fix: "give the file of the handler, such as 'src/orders.ts'" }),
  bindings: map(() => [], '{ ORDERS: table }'),
  handler: text("'handler'"),
};

/** Shapes of all props, with the providers on which a prop accepts values that are known only at deployment. */
export const propShapes: Shapes = {
  ApiFunction: {
    ...entryShapes,
    routes: words('GET /orders/{id}'),
    auth,
    cors,
    throttle,
    domain,
    api,
    streaming: flag,
    maxRequestBytes: number(1_000_000),
  },
  ScheduledJob: {
    ...entryShapes,
    schedule: required(schedule, { fix: "give a schedule, such as 'every day at 03:00'" }),
    timeZone: text("'Europe/Oslo'"),
    flexibleWindow: duration('minutes(10)'),
    input: json(['aws']),
    start: date,
    end: date,
    enabled: flag,
    overlap: choice('skip', 'allow'),
    retries: number(2),
    maxAge: duration('hours(1)'),
  },
  PlainFunction: { ...entryShapes, retries: number(2), maxAge: duration('hours(6)') },
  ImagePipeline: {
    ...functionShapes,
    variants: required(map(variant, "{ thumb: { width: 200, format: 'webp' } }"), {
      fix: "name at least one variant, such as { thumb: { width: 200, format: 'webp' } }",
    }),
    source: provided('bucket'),
    prefix: text("'photos/'"),
    results: provided('bucket'),
    transform: text("'src/watermark.ts'"),
    maxBytes: number(26_214_400),
    maxPixels: number(50_000_000),
    deleteVariants: flag,
    maxConcurrency: number(10),
    cdn: flag,
    uploads,
  },
  FileProcessor: {
    ...entryShapes,
    bucket: provided('bucket'),
    prefix: text("'inbox/'"),
    suffix: text("'.pdf'"),
    deletions: flag,
    maxConcurrency: number(10),
    maxAttempts: number(5),
  },
  QueueWorker: {
    ...entryShapes,
    queue: provided('queue'),
    fifo: flag,
    batchSize: number(10),
    batchWindow: duration('seconds(5)'),
    maxConcurrency: number(10),
    maxAttempts: number(5),
    idempotency,
    removalPolicy,
  },
  ChangeProcessor: {
    ...entryShapes,
    table: required(provided('table'), { fix: 'give the table whose changes are processed' }),
    filter,
    batchSize: number(100),
    batchWindow: duration('seconds(1)'),
    maxConcurrencyPerShard: number(1),
    retries: number(5),
    maxAge: duration('hours(12)'),
  },
  Bucket: { versioned: flag, expireAfter: duration('days(30)'), removalPolicy, overrides: object },
  Table: {
    partitionKey: required(key, { fix: "name the attribute that identifies an item, such as 'id'" }),
    sortKey: key,
    timeToLive: text("'expires'"),
    indexes,
    removalPolicy,
    overrides: object,
  },
  Queue: { fifo: flag, retention: duration('days(4)'), maxAttempts: number(5), removalPolicy, overrides: object },
  Secret: { description: text("'Key of the payment provider'", ['aws']), removalPolicy, overrides: object },
};
