import type { Duration } from '../duration';
import type { EntryFunctionSettings } from './function';
import type { ProviderTypes } from './provider';

/** Props of a function without a trigger, which other services or code invoke. */
export interface PlainFunctionProps<P extends ProviderTypes = ProviderTypes> extends EntryFunctionSettings<P> {
  /**
   * Maximum duration of one invocation, in whole seconds.
   * @default seconds(30)
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
   */
  readonly timeout?: Duration;
  /**
   * Memory in MiB.
   * @default 1024
   */
  readonly memory?: number;
  /**
   * Retries of an asynchronous invocation that failed, 0 to 2. A synchronous invocation, such as that of a Cognito trigger
   * or of a binding, is never retried: its caller receives the error.
   * @default 2
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-error-handling.html
   */
  readonly retries?: number;
  /**
   * Age at which an asynchronous invocation that has not succeeded goes to the failure queue; 1 minute to 6 hours.
   * @default hours(6)
   * @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-configuring.html
   */
  readonly maxAge?: Duration;
  /**
   * The provider library's own props, applied last.
   * @default {}
   */
  readonly overrides?: P['overrides']['PlainFunction'];
}
