import type { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import type { Construct } from 'constructs';
import type { Schedule } from '../../schedule/schedule';
import { longestInterval } from '../../schedule/schedule-runs';
import { googleDefaults } from '../defaults';
import { createAlarm } from '../stack/alarms';

/** Maximum duration of a condition. @see https://cloud.google.com/monitoring/alerts/using-promql */
const MAX_SECONDS = 86_400;
const MINUTE = 60;

/**
 * Raises an alarm when no run has succeeded for longer than the longest time between two runs plus `graceSeconds`. The time
 * starts with the deployment, so that a new job is not overdue before its first run.
 *
 * Jobs that run once, or less than once a day, have no such alarm, because Cloud Monitoring supports no longer condition. In the
 * night in which clocks are set back, a daily job in a zone with daylight saving time is reported as overdue for an hour.
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
    happened: 'No run has succeeded for longer than the time between two runs allows.',
    todo: 'Inspect the last calls of the job in Cloud Scheduler, and the log of the function.',
    condition: {
      conditionPrometheusQueryLanguage: {
        query: `absent_over_time(${goodRuns(fn)}[${toMinutes(graceSeconds + lag.toSeconds())}m])`,
        duration: `${toMinutes(gap) * MINUTE}s`,
        evaluationInterval: `${interval.toSeconds()}s`,
        // The metric appears with the first request, after the alarm is created.
        disableMetricValidation: true,
      },
    },
  });
}

/** Name of the metric of requests in PromQL. @see https://cloud.google.com/monitoring/promql/promql-mapping */
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
