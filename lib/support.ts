import type { ApiFunctionProps } from './constructs/api-function';
import type { ImagePipelineProps } from './constructs/image-pipeline';
import type { ProviderTypes } from './constructs/provider';
import type { ScheduledJobProps } from './constructs/scheduled-job';
import type { ProviderName } from './runtime/types';

/**
 * How far a provider can honour a prop: by itself (`'native'`, or with what is worth knowing about it), by code of
 * tradewind, or not at all, and then with the reason and the nearest choice.
 */
export type Support =
  | 'native'
  | { readonly native: string }
  | { readonly emulated: string }
  | { readonly unsupported: string; readonly nearest: string };

/** The providers that have a folder in `lib/`. Each is a column: a name added here has to be answered in every row. */
export type ImplementedProvider = Extract<ProviderName, 'aws'>;

interface PropsOf {
  ApiFunction: ApiFunctionProps;
  ScheduledJob: ScheduledJobProps;
  ImagePipeline: ImagePipelineProps;
}

/** A construct of the catalogue. */
export type ConstructName = keyof ProviderTypes['overrides'];

type Row = Readonly<Record<ImplementedProvider, Support>>;

/** What providers make of one construct: of the whole, and of each of its props. */
export interface ConstructSupport<Prop extends PropertyKey = string> {
  /** What the construct is made of. */
  readonly whole: Row;
  /** One row for each prop, required ones too. */
  readonly props: Readonly<Record<Prop, Row>>;
}

/** A row for each prop of each construct: a forgotten one does not compile. */
export type SupportTable = { readonly [Name in ConstructName]: ConstructSupport<keyof PropsOf[Name]> };

const native = { aws: 'native' } as const;

const functionRows = {
  environment: native,
  timeout: native,
  memory: native,
  concurrency: { aws: { native: 'reserved concurrency' } },
  tracing: { aws: { native: 'AWS X-Ray; a trace begins at the function, since HTTP APIs and schedules make none' } },
  logRetention: native,
  alarms: { aws: { native: 'CloudWatch alarms' } },
  bundling: { aws: { emulated: 'esbuild runs at synthesis, once for the whole app' } },
  overrides: native,
} as const satisfies Record<string, Row>;

const entryRows = {
  ...functionRows,
  entry: native,
  handler: { aws: { emulated: 'the file that Lambda loads is generated, and calls the export of this name' } },
} as const satisfies Record<string, Row>;

/** What each provider makes of each prop. Nothing is dropped in silence: what cannot be had is refused with its row. */
export const support: SupportTable = {
  ApiFunction: {
    whole: { aws: { native: 'API Gateway HTTP API and Lambda; a function URL with `streaming`' } },
    props: {
      ...entryRows,
      routes: { aws: { native: 'with `streaming` the adapter matches them, since a function URL has none' } },
      auth: { aws: { native: "with `streaming` only `'iam'` and `'none'`" } },
      cors: native,
      throttle: { aws: { native: 'not with `streaming`' } },
      domain: { aws: { native: 'not with `streaming`' } },
      api: { aws: { native: 'not with `streaming`' } },
      streaming: { aws: { native: 'a function URL in the mode RESPONSE_STREAM' } },
      maxRequestBytes: { aws: { emulated: 'the adapter checks it, and answers 413 before the handler is called' } },
    },
  },
  ScheduledJob: {
    whole: { aws: { native: 'EventBridge Scheduler and Lambda' } },
    props: {
      ...entryRows,
      schedule: native,
      timeZone: native,
      flexibleWindow: native,
      input: native,
      start: native,
      end: native,
      enabled: native,
      overlap: { aws: { emulated: 'the adapter takes a lease in a DynamoDB table before the handler is called' } },
      retries: { aws: { native: 'of the delivery; a run that failed is kept, not repeated' } },
      maxAge: native,
    },
  },
  ImagePipeline: {
    whole: { aws: { emulated: 'a function that tradewind ships runs sharp, behind S3, EventBridge and SQS' } },
    props: {
      ...functionRows,
      variants: { aws: { emulated: 'the shipped function makes them with sharp' } },
      source: { aws: { native: 'an S3 bucket; one made elsewhere has to send its events to EventBridge' } },
      prefix: { aws: { native: 'a filter of the EventBridge rule' } },
      results: { aws: { native: 'an S3 bucket' } },
      transform: { aws: { emulated: 'bundled into the shipped function' } },
      maxBytes: { aws: { emulated: 'the shipped function checks it; presigned uploads are signed with their size' } },
      maxPixels: { aws: { emulated: 'the shipped function checks it before an image is decoded' } },
      deleteVariants: { aws: { emulated: 'the shipped function deletes them when it hears of the deletion' } },
      maxConcurrency: { aws: { native: 'of the SQS event source' } },
      cdn: { aws: { native: 'CloudFront with origin access control' } },
      uploads: { aws: { emulated: 'a shipped function signs them' } },
    },
  },
};
