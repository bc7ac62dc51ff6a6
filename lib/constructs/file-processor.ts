import type { Duration } from '../duration';
import type { EntryFunctionSettings } from './function';
import type { ProviderTypes } from './provider';

/**
 * A function that hears of each object that is uploaded to a bucket. It may read the bucket, as the binding `BUCKET`
 * unless `bindings` has one of that name: `env.BUCKET.get(event.subject)`.
 */
export interface FileProcessorProps<P extends ProviderTypes = ProviderTypes> extends EntryFunctionSettings<P> {
  /**
   * How long one file may take, in whole seconds; 900 at most.
   * @default minutes(5)
   */
  readonly timeout?: Duration;
  /**
   * Memory in MiB.
   * @default 1024
   */
  readonly memory?: number;
  /**
   * Where files arrive: a `Bucket`, or one of the provider's library, which is left as it is. Several processors may hear
   * of one bucket.
   * @default - a private bucket is made
   */
  readonly bucket?: P['bucket'];
  /**
   * Only objects whose key starts so.
   * @default - all
   */
  readonly prefix?: string;
  /**
   * Only objects whose key ends so, such as `.csv`.
   * @default - all
   */
  readonly suffix?: string;
  /**
   * Whether the function hears of deletions too.
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
