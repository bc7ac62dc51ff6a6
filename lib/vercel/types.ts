import type { UploadOverrides } from '../build-output/upload-settings';
import type { ProviderTypes } from '../constructs/provider';
import type { Bindable } from '../runtime/env-of';
import type { Bucket } from './bucket';
import type { Queue } from './queue';
import type { QueueTrigger, TriggerOverrides } from './queue-trigger';
import type { VercelStateTypes } from './state-types';

/** Settings of a function, as they stand in its `.vc-config.json`. @see https://vercel.com/docs/build-output-api/primitives */
export interface FunctionSettings {
  /** Version of Node.js: `nodejs24.x`. */
  readonly runtime: string;
  /** The file that is loaded. */
  readonly handler: string;
  /** How it is loaded. */
  readonly launcherType: 'Nodejs';
  /** Whether Vercel adds to requests and responses what Next.js has. */
  readonly shouldAddHelpers: boolean;
  /** Whether responses are sent as they are made. */
  readonly supportsResponseStreaming: boolean;
  /** Seconds that an invocation may take. */
  readonly maxDuration: number;
  /** In MiB; by the plan without. */
  readonly memory?: number;
  /** Where it runs, such as `['arn1']`; by the project without. */
  readonly regions?: readonly string[];
  /** Variables besides those of the project. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What wakes it, besides requests. */
  readonly experimentalTriggers?: readonly QueueTrigger[];
}

/** What the construct may not lose of a function: who sets it breaks it. */
export type FunctionOverrides = Partial<
  Omit<FunctionSettings, 'handler' | 'launcherType' | 'environment' | 'experimentalTriggers'>
>;

/** Types of Vercel for the portable props. */
export interface VercelTypes extends ProviderTypes {
  /** None: all functions of an app answer on the address of the project. */
  api: never;
  /** None. */
  topic: never;
  /** None: Vercel makes it. */
  certificate: never;
  /** None. */
  zone: never;
  /** A bucket of tradewind. */
  bucket: Bucket;
  /** None. */
  table: never;
  /** A queue of tradewind. */
  queue: Queue;
  /** Buckets, queues, secrets, and functions with an address. */
  bindable: Bindable;
  /** Settings of functions that have the last word, by construct. */
  overrides: VercelStateTypes['overrides'] & {
    ApiFunction: { readonly function?: FunctionOverrides };
    ScheduledJob: { readonly function?: FunctionOverrides };
    PlainFunction: object;
    ImagePipeline: UploadOverrides & { readonly function?: FunctionOverrides };
    FileProcessor: UploadOverrides & { readonly function?: FunctionOverrides };
    QueueWorker: { readonly function?: FunctionOverrides; readonly trigger?: TriggerOverrides };
    ChangeProcessor: object;
  };
}
