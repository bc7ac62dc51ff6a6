import type { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import type { Construct } from 'constructs';
import type { Schedule } from '../../schedule/schedule';
import { longestInterval } from '../../schedule/schedule-runs';
import { googleDefaults } from '../defaults';
import { createAlarm } from '../stack/alarms';

/** How long a condition can be watched before it fires. @see https://cloud.google.com/monitoring/alerts/using-promql */
const MAX_SECONDS = 86_400;
const MINUTE = 60;

/**
 * Tells when no run has ended well for longer than the longest time between two runs, and `graceSeconds` more. Watching
 * begins with the deployment, so that a new job is not overdue before its first run.
 *
 * Jobs that run once, or less than once a day, have no such alarm: Cloud Monitoring watches no longer. In the night in
 * which clocks are set back, a daily job in a zone with summer time is told as overdue, for it is an hour longer.
 */
export function alarmWhenOverdue(
  scope: Construct,
  channel: string,
  fn: Cloudfunctions2Function,
  { schedule, graceSeconds }: { readonly schedule: Schedule; readonly graceSeconds: number },
): void {
  const gap = longestInterval(schedule);
  if (gap === undefined || gap > MAX_SECONDS) return;
  const { lag, interval } = googleDefaults.alarmOverdue.value;
  createAlarm(scope, 'OverdueAlarm', channel, {
    happened: 'No run has ended well for longer than there may be between two runs.',
    todo: 'Look at the job in Cloud Scheduler, which tells of its last calls, and at the log of the function.',
    condition: {
      conditionPrometheusQueryLanguage: {
        query: `absent_over_time(${goodRuns(fn)}[${toMinutes(graceSeconds + lag.toSeconds())}m])`,
        duration: `${toMinutes(gap) * MINUTE}s`,
        evaluationInterval: `${interval.toSeconds()}s`,
        // The metric comes with the first request, and the alarm is there before.
        disableMetricValidation: true,
      },
    },
  });
}

/** The metric of requests, as PromQL names it. @see https://cloud.google.com/monitoring/promql/promql-mapping */
function goodRuns(fn: Cloudfunctions2Function): string {
  const labels = {
    monitored_resource: 'cloud_run_revision',
    service_name: fn.name,
    location: fn.location,
    response_code_class: '2xx',
  };
  const matchers = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
  return `run_googleapis_com:request_count{${matchers.join(',')}}`;
}

function toMinutes(seconds: number): number {
  return Math.ceil(seconds / MINUTE);
}
