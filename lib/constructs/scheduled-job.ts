import type { Duration } from '../duration';
import type { EntryFunctionSettings } from './function';
import type { ProviderTypes } from './provider';

/** A function that runs by the clock. */
export interface ScheduledJobProps<P extends ProviderTypes = ProviderTypes> extends EntryFunctionSettings<P> {
  /**
   * How long one run may take, in whole seconds; 900 at most.
   * @default minutes(5)
   * @see https://docs.aws.amazon.com/lambda/latest/dg/configuration-timeout.html
   */
  readonly timeout?: Duration;
  /**
   * Memory in MiB.
   * @default 512
   */
  readonly memory?: number;
  /**
   * When it runs: `every 5 minutes`, `every day at 03:00`, `every monday at 09:30`, a cron expression of five fields,
   * or once: `at 2027-01-01T09:00` or a `Date`.
   */
  readonly schedule: string | Date;
  /**
   * The IANA time zone of the clock times in `schedule`, such as `Europe/Oslo`. Required where there are any.
   * @default - none, for schedules without a clock time
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
   */
  readonly timeZone?: string;
  /**
   * How much later than due a run may start, so that the provider can spread load. Whole minutes.
   * @default - none for clock times; a tenth of the interval, 15 minutes at most, for rates of an hour and more
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-flexible-time-windows.html
   */
  readonly flexibleWindow?: Duration;
  /**
   * What every run gets as `event.data`: anything that JSON can say.
   * @default - nothing
   */
  readonly input?: unknown;
  /**
   * No run before this instant.
   * @default - at once
   */
  readonly start?: Date;
  /**
   * No run after this instant.
   * @default - for ever
   */
  readonly end?: Date;
  /**
   * Whether it runs at all.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * What happens when a run is due while the last one is still at it. `'skip'` takes a lease before user code and gives
   * it back after; the lease of a crashed run expires by itself. `'allow'` runs both.
   * @default 'skip'
   */
  readonly overlap?: 'skip' | 'allow';
  /**
   * Deliveries of a run after the first fails because the function cannot be reached, 0 to 185.
   * @default 2
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
   */
  readonly retries?: number;
  /**
   * How long a run may be delivered late before it is given up to the failure queue; 1 minute to 6 hours.
   * @default hours(1)
   */
  readonly maxAge?: Duration;
  /**
   * The provider library's own props, applied last.
   * @default {}
   */
  readonly overrides?: P['overrides']['ScheduledJob'];
}
