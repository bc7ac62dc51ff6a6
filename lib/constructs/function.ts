import type { BundlingOptions } from '../bundler/types';
import type { Duration } from '../duration';
import type { Restricted } from './bindings/access';
import type { ProviderTypes } from './provider';

/** Days that logs are kept, or `'forever'`. */
export type LogRetention = 1 | 3 | 5 | 7 | 14 | 30 | 60 | 90 | 180 | 365 | 'forever';

/** Settings of every construct that runs a function. */
export interface FunctionSettings<P extends ProviderTypes = ProviderTypes> {
  /**
   * Environment variables of the function, as plain text. Not for secrets.
   * @default - only those that tradewind itself needs
   */
  readonly environment?: Readonly<Record<string, string>>;
  /**
   * Maximum duration of one invocation, in whole seconds.
   * @default - depends on the trigger, see each construct
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
   */
  readonly timeout?: Duration;
  /**
   * Memory in MiB. CPU grows with memory: 1769 MiB is one vCPU on AWS.
   * @default - depends on the construct, see each
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html
   */
  readonly memory?: number;
  /**
   * Maximum number of instances of the function at the same time. On AWS this is reserved concurrency: an instance handles
   * one invocation, and the number is taken from the quota of the account. `maxConcurrency` of a consumer reserves nothing.
   * @default - nothing reserved
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-concurrency.html
   */
  readonly maxInstances?: number;
  /**
   * Records traces of invocations with the provider's own tracing service.
   * @default 'on'
   * @see https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html
   */
  readonly tracing?: 'on' | 'off';
  /**
   * Days that logs are kept.
   * @default 30
   */
  readonly logRetention?: LogRetention;
  /**
   * Target of alarms: an SNS topic on AWS, a notification channel on Google Cloud, an action group on Azure. Alarms cost
   * money, so there are none without it. `false` disables those named for the stack or app.
   * @default - the topic named for the stack or the app with `alarmsTo`, else no alarms
   */
  readonly alarms?: P['topic'] | false;
  /**
   * Options of the bundler: those of esbuild, native modules, a size budget.
   * @default - minified CommonJS with all dependencies and a source map
   */
  readonly bundling?: BundlingOptions;
}

/** Settings of a construct that runs your code. */
export interface EntryFunctionSettings<P extends ProviderTypes = ProviderTypes> extends FunctionSettings<P> {
  /** The TypeScript or JavaScript file of the handler. Relative paths start at the working directory. */
  readonly entry: string;
  /**
   * State and services that the function may use, by their names in its `env`: `{ ORDERS: table, PHOTOS: readOnly(bucket) }`.
   * Each binding grants the least permissions that its access needs, sets an environment variable of that name, and
   * provides a typed client.
   * @default - none
   */
  readonly bindings?: Readonly<Record<string, P['bindable'] | Restricted<P['bindable']>>>;
  /**
   * Name of the export of `entry` that handles the trigger.
   * @default - `handler` if the entry exports it (the provider's native function), else the default export
   */
  readonly handler?: string;
}
