import type { ScheduleGuard } from '../runtime/schedule-guard';
import type { ProviderSchedule } from './cron-dialect';

/** Data with which an adapter finds the run that a firing belongs to. */
export interface ScheduleClock {
  readonly clock: ScheduleGuard;
  /** `true` if a manual firing runs as well: not possible with a guard. */
  readonly anyTime: boolean;
}

/** Returns the clock of a schedule, in UTC unless the schedule is guarded. */
export function scheduleClock({ expression, guard }: ProviderSchedule): ScheduleClock {
  if (guard !== undefined) return { clock: guard, anyTime: false };
  return { clock: { kind: 'cron', expression, timeZone: 'UTC', firesAt: expression }, anyTime: true };
}

/** Describes a schedule in words: `every day at 03:00 (Europe/Oslo)`. */
export function scheduleText({ schedule, timeZone }: { schedule: string | Date; timeZone?: string }): string {
  const on = schedule instanceof Date ? schedule.toISOString() : schedule;
  return timeZone === undefined ? on : `${on} (${timeZone})`;
}
