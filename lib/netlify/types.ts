import type { UploadOverrides } from '../build-output/upload-settings';
import type { Listed } from '../constructs/overridden';
import type { ProviderTypes } from '../constructs/provider';
import type { Bindable } from '../runtime/env-of';
import type { Bucket } from './bucket';
import type { netlifyOverridden } from './overridden';
import type { Queue } from './queue';
import type { NetlifyStateTypes } from './state-types';

/** Settings in the `config` of a function. @see https://docs.netlify.com/build/functions/configuration/ */
export interface FunctionConfig {
  /** Generator, shown in the dashboard. */
  readonly generator: string;
  /** Version of Node.js. */
  readonly nodeVersion: string;
  /** Files next to the code that are deployed with it, from its own folder. */
  readonly includedFiles: readonly string[];
  /** Paths of the function. */
  readonly path?: readonly string[];
  /** Paths among them that belong to other functions. */
  readonly excludedPath?: readonly string[];
  /** Prefers static files of the same path. */
  readonly preferStatic?: boolean;
  /** Cron expression: five fields, in UTC. */
  readonly schedule?: string;
  /** Answers callers at once, and lets the function run for up to 15 minutes. */
  readonly background?: boolean;
  /** In MB; by default 1024. */
  readonly memory?: number;
  /** Region, such as `'fra'`; by default that of the site. */
  readonly region?: string;
  /** Limits the requests of each caller or domain. @see https://docs.netlify.com/manage/security/secure-access-to-sites/rate-limiting/ */
  readonly rateLimit?: Readonly<Record<string, unknown>>;
}

/** Props of the function that overrides must not change, because the construct depends on them. */
export type FunctionOverrides = Partial<
  Omit<FunctionConfig, 'path' | 'excludedPath' | 'schedule' | 'background' | 'includedFiles'>
>;

/** Types of Netlify for the portable props. */
export interface NetlifyTypes extends ProviderTypes {
  /** None: all functions of a site answer on its address. */
  api: never;
  /** None. */
  topic: never;
  /** None: Netlify creates it. */
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
    typeof netlifyOverridden,
    NetlifyStateTypes['overrides'] & {
      ApiFunction: { readonly function?: FunctionOverrides };
      ScheduledJob: { readonly function?: FunctionOverrides };
      PlainFunction: object;
      ImagePipeline: UploadOverrides & { readonly function?: FunctionOverrides };
      FileProcessor: UploadOverrides & { readonly function?: FunctionOverrides };
      QueueWorker: { readonly function?: FunctionOverrides };
      ChangeProcessor: object;
    }
  >;
}
