import type { FunctionAppFlexConsumption } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import type { Construct } from 'constructs';
import type { Schedule } from '../../schedule/schedule';
import { longestInterval } from '../../schedule/schedule-runs';
import { azureDefaults } from '../defaults';
import { createAlarm } from '../stack/alarms';
import { requestsOf } from '../stack/request-alarms';

const HOUR = 3600;
/** Windows that a rule supports. @see https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-create-log-alert-rule */
const WINDOWS = [
  { window: 'PT1H', seconds: HOUR },
  { window: 'PT2H', seconds: 2 * HOUR },
  { window: 'PT6H', seconds: 6 * HOUR },
  { window: 'P1D', seconds: 24 * HOUR },
  { window: 'P2D', seconds: 48 * HOUR },
];

/**
 * Raises an alarm when no run has succeeded for longer than the longest time between two runs plus `graceSeconds`. A new job
 * is overdue until its first run.
 *
 * Jobs that run once, or less than once a day, have no such alarm, because a rule cannot query that far back. In the night in
 * which clocks are set back, a daily job in a zone with daylight saving time is reported as overdue for an hour.
 */
export function alarmWhenOverdue(
  scope: Construct,
  group: string,
  app: FunctionAppFlexConsumption,
  { schedule, graceSeconds }: { readonly schedule: Schedule; readonly graceSeconds: number },
): void {
  const gap = longestInterval(schedule);
  const allowed = gap === undefined ? undefined : gap + graceSeconds + azureDefaults.alarmLag.value.toSeconds();
  const step = WINDOWS.find(({ seconds }) => allowed !== undefined && allowed <= seconds);
  if (step === undefined) return;
  createAlarm(scope, 'OverdueAlarm', group, {
    happened: 'No run has succeeded for longer than the time between two runs allows.',
    todo: 'Look at the traces of the function app. If there are none, its timer does not fire: check that the app is running.',
    window: step.window,
    every: azureDefaults.alarmLook.value.every,
    criteria: {
      query: `${requestsOf(app)} and timestamp > ago(${allowed}s) and tobool(success) == true | summarize runs = count()`,
      metricMeasureColumn: 'runs',
      timeAggregationMethod: 'Total',
      operator: 'LessThan',
      threshold: 1,
    },
  });
}
