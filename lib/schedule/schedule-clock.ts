import type { ScheduleGuard } from '../runtime/schedule-guard';
import type { ProviderSchedule } from './cron-dialect';

/** What an adapter needs to know to tell which run a firing stands for. */
export interface ScheduleClock {
  readonly clock: ScheduleGuard;
  /** Whether a firing by hand runs as well: it cannot where firings are sorted out. */
  readonly anyTime: boolean;
}

/** The clock of a schedule, in UTC unless the schedule is guarded. */
export function scheduleClock({ expression, guard }: ProviderSchedule): ScheduleClock {
  if (guard !== undefined) return { clock: guard, anyTime: false };
  return { clock: { kind: 'cron', expression, timeZone: 'UTC', firesAt: expression }, anyTime: true };
}

/** A schedule in words: `every day at 03:00 (Europe/Oslo)`. */
export function scheduleText({ schedule, timeZone }: { schedule: string | Date; timeZone?: string }): string {
  const on = schedule instanceof Date ? schedule.toISOString() : schedule;
  return timeZone === undefined ? on : `${on} (${timeZone})`;
}
