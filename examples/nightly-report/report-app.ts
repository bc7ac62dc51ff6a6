import * as path from 'node:path';
import type { Construct } from 'constructs';
import { type ProviderModule, readOnly, writeOnly } from 'tradewind';
import type { EnvOf } from 'tradewind/runtime';

/** Heartbeat. Stored under the time it was due, so that one delivered twice counts once. */
export interface Beat {
  /** `2027-01-31`. */
  readonly day: string;
  /** RFC 3339. */
  readonly due: string;
  /** Second since 1970 from which it may be deleted. */
  readonly expires: number;
}

/**
 * Heartbeat every minute, and a report about it every night: the same on every provider that has tables and buckets.
 */
export function declareReport(
  { Bucket, ScheduledJob, Table }: Pick<ProviderModule, 'Bucket' | 'ScheduledJob' | 'Table'>,
  scope: Construct,
) {
  // Examples leave nothing behind.
  const beats = new Table<Beat>(scope, 'Beats', {
    partitionKey: 'day',
    sortKey: 'due',
    timeToLive: 'expires',
    removalPolicy: 'destroy',
  });
  const reports = new Bucket(scope, 'Reports', { removalPolicy: 'destroy' });
  const heartbeatBindings = { BEATS: writeOnly(beats) };
  const reportBindings = { BEATS: readOnly(beats), REPORTS: writeOnly(reports) };

  const heartbeat = new ScheduledJob(scope, 'Heartbeat', {
    entry: file('heartbeat.ts'),
    schedule: 'every minute',
    bindings: heartbeatBindings,
  });
  const report = new ScheduledJob(scope, 'Report', {
    entry: file('report.ts'),
    schedule: 'every day at 03:00',
    timeZone: 'Europe/Oslo',
    input: { title: 'Heartbeats', days: 7 },
    bindings: reportBindings,
  });
  return { heartbeat, report, reports, heartbeatBindings, reportBindings };
}

type App = ReturnType<typeof declareReport>;
/** The `env` of each handler, inferred from the declarations above. */
export type HeartbeatEnv = EnvOf<App['heartbeatBindings']>;
export type ReportEnv = EnvOf<App['reportBindings']>;

function file(name: string): string {
  return path.join(__dirname, name);
}
