import type { Duration } from '../duration';
import type { EntryFunctionSettings } from './function';
import type { ProviderTypes } from './provider';

/** Props of a function that runs on a schedule. */
export interface ScheduledJobProps<P extends ProviderTypes = ProviderTypes> extends EntryFunctionSettings<P> {
  /**
   * Maximum duration of one run, in whole seconds; at most 900 on AWS.
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
   * Schedule of the runs: `every 5 minutes`, `every day at 03:00`, `every monday at 09:30`, a cron expression of five fields,
   * or once: `at 2027-01-01T09:00` or a `Date`.
   */
  readonly schedule: string | Date;
  /**
   * IANA time zone of the clock times in `schedule`, such as `Europe/Oslo`. Required for schedules with clock times.
   * @default - none, for schedules without a clock time
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/schedule-types.html
   */
  readonly timeZone?: string;
  /**
   * Maximum delay of a start, in whole minutes, which lets the provider spread load.
   * @default - none for clock times; a tenth of the interval, at most 15 minutes, for rates of an hour and more
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-schedule-flexible-time-windows.html
   */
  readonly flexibleWindow?: Duration;
  /**
   * JSON value that every run receives as `event.data`.
   * @default - none
   */
  readonly input?: unknown;
  /**
   * No run before this instant.
   * @default - immediately
   */
  readonly start?: Date;
  /**
   * No run after this instant.
   * @default - no end
   */
  readonly end?: Date;
  /**
   * Enables the schedule.
   * @default true
   */
  readonly enabled?: boolean;
  /**
   * Behaviour when a run is due while the previous one is still in progress. `'skip'` acquires a lease before your code
   * and releases it afterwards; the lease of a crashed run expires. `'allow'` starts both.
   * @default 'skip'
   */
  readonly overlap?: 'skip' | 'allow';
  /**
   * Deliveries of a run after the first fails because the function cannot be reached; 0 to 185 on AWS.
   * @default 2
   * @see https://docs.aws.amazon.com/scheduler/latest/UserGuide/configuring-schedule-dlq.html
   */
  readonly retries?: number;
  /**
   * Maximum age of a run that has not been delivered, before it goes to the failure queue; 1 minute to 6 hours.
   * @default hours(1)
   */
  readonly maxAge?: Duration;
  /**
   * The provider library's own props, applied last.
   * @default {}
   */
  readonly overrides?: P['overrides']['ScheduledJob'];
}
