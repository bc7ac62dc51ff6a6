import type { UploadOverrides } from '../build-output/upload-settings';
import type { Listed } from '../constructs/overridden';
import type { ProviderTypes } from '../constructs/provider';
import type { Bindable } from '../runtime/env-of';
import type { Bucket } from './bucket';
import type { vercelOverridden } from './overridden';
import type { Queue } from './queue';
import type { QueueTrigger, TriggerOverrides } from './queues/queue-trigger';
import type { VercelStateTypes } from './state-types';

/** Settings in the `.vc-config.json` of a function. @see https://vercel.com/docs/build-output-api/primitives */
export interface FunctionSettings {
  /** Version of Node.js: `nodejs24.x`. */
  readonly runtime: string;
  /** File that Vercel loads. */
  readonly handler: string;
  /** Launcher of the function. */
  readonly launcherType: 'Nodejs';
  /** Adds the helpers of Next.js to requests and responses. */
  readonly shouldAddHelpers: boolean;
  /** Streams responses. */
  readonly supportsResponseStreaming: boolean;
  /** Seconds that an invocation may take. */
  readonly maxDuration: number;
  /** In MiB; by default set by the plan. */
  readonly memory?: number;
  /** Regions, such as `['arn1']`; by default those of the project. */
  readonly regions?: readonly string[];
  /** Variables in addition to those of the project. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Trigger in addition to requests. */
  readonly experimentalTriggers?: readonly QueueTrigger[];
}

/** Props of the function that overrides must not change, because the construct depends on them. */
export type FunctionOverrides = Partial<
  Omit<FunctionSettings, 'handler' | 'launcherType' | 'environment' | 'experimentalTriggers'>
>;

/** Types of Vercel for the portable props. */
export interface VercelTypes extends ProviderTypes {
  /** None: all functions of an app answer on the address of the project. */
  api: never;
  /** None. */
  topic: never;
  /** None: Vercel creates it. */
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
  /** Settings of functions that are applied last, by construct. */
  overrides: Listed<
    typeof vercelOverridden,
    VercelStateTypes['overrides'] & {
      ApiFunction: { readonly function?: FunctionOverrides };
      ScheduledJob: { readonly function?: FunctionOverrides };
      PlainFunction: object;
      ImagePipeline: UploadOverrides & { readonly function?: FunctionOverrides };
      FileProcessor: UploadOverrides & { readonly function?: FunctionOverrides };
      QueueWorker: { readonly function?: FunctionOverrides; readonly trigger?: TriggerOverrides };
      ChangeProcessor: object;
    }
  >;
}
