import type { FunctionAppFlexConsumption } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import type { Construct } from 'constructs';
import { azureDefaults } from '../defaults';
import { createAlarm } from './alarms';

/**
 * Raises an alarm when an API answers too many of its requests with a server error.
 * @see https://learn.microsoft.com/azure/azure-functions/analyze-telemetry-data
 */
export function alarmOnServerErrors(scope: Construct, group: string, app: FunctionAppFlexConsumption): void {
  const { percent, window, minutes, failing, of } = azureDefaults.alarmServerErrors.value;
  const failed = 'sumif(itemCount, toint(resultCode) >= 500)';
  createAlarm(scope, 'ServerErrorsAlarm', group, {
    happened: `More than ${percent} % of the requests have ended in a server error.`,
    todo: 'Look for errors in the traces of the function app: each line has the id of its request.',
    window,
    every: window,
    criteria: {
      query: `${requestsOf(app)} | summarize share = 100.0 * ${failed} / sum(itemCount) by bin(timestamp, ${minutes}m)`,
      metricMeasureColumn: 'share',
      timeAggregationMethod: 'Maximum',
      operator: 'GreaterThan',
      threshold: percent,
      failingPeriods: { minimumFailingPeriodsToTriggerAlert: failing, numberOfEvaluationPeriods: of },
    },
  });
}

/** Raises an alarm for failed runs. */
export function alarmOnFailedRuns(scope: Construct, group: string, app: FunctionAppFlexConsumption): void {
  createAlarm(scope, 'FailuresAlarm', group, {
    happened: 'A run has failed.',
    todo: 'Look for the error in the traces of the function app. The run is retried as often as `retries` allows.',
    ...azureDefaults.alarmLook.value,
    criteria: {
      query: `${requestsOf(app)} and tobool(success) == false`,
      timeAggregationMethod: 'Count',
      operator: 'GreaterThan',
      threshold: 0,
    },
  });
}

/** Query of the host's request records of an app, whose role has its name. */
export function requestsOf(app: FunctionAppFlexConsumption): string {
  return `requests | where cloud_RoleName =~ "${app.name}"`;
}
