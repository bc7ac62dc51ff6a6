import type { Duration } from '../duration';
import type { EntryFunctionSettings } from './function';
import type { ProviderTypes } from './provider';

/**
 * Props of a function that runs for each object uploaded to a bucket. It can read the bucket through the binding `BUCKET`,
 * unless `bindings` has one of that name: `env.BUCKET.get(event.subject)`.
 */
export interface FileProcessorProps<P extends ProviderTypes = ProviderTypes> extends EntryFunctionSettings<P> {
  /**
   * Maximum duration of one file, in whole seconds; at most 900 on AWS.
   * @default minutes(5)
   */
  readonly timeout?: Duration;
  /**
   * Memory in MiB.
   * @default 1024
   */
  readonly memory?: number;
  /**
   * Bucket of the files: a `Bucket`, or one of the provider's library, whose settings are not changed. Several processors
   * can share a bucket.
   * @default - a private bucket is created
   */
  readonly bucket?: P['bucket'];
  /**
   * Prefix of the keys of objects that trigger the function.
   * @default - all keys
   */
  readonly prefix?: string;
  /**
   * Suffix of the keys of objects that trigger the function, such as `.csv`.
   * @default - all keys
   */
  readonly suffix?: string;
  /**
   * Also runs the function for deleted objects.
   * @default false
   */
  readonly deletions?: boolean;
  /**
   * Maximum number of files that are processed at the same time. Reserves nothing.
   * @default 10
   */
  readonly maxConcurrency?: number;
  /**
   * Deliveries of an upload, including the first, before its event goes to the dead-letter queue.
   * @default 5
   */
  readonly maxAttempts?: number;
  /**
   * The provider library's own props, applied last.
   * @default {}
   */
  readonly overrides?: P['overrides']['FileProcessor'];
}
