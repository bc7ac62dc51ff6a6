import {
  MonitorScheduledQueryRulesAlertV2,
  type MonitorScheduledQueryRulesAlertV2Criteria,
} from '@cdktn/provider-azurerm/lib/monitor-scheduled-query-rules-alert-v2';
import type { Construct } from 'constructs';
import { explain } from '../../app-model/model';
import { physicalName } from '../../terraform/physical-name';
import { azureDefaults } from '../defaults';
import { AzureStack } from './stack';

/** Query, interval and texts of an alarm. */
export interface AlarmSpec {
  readonly criteria: MonitorScheduledQueryRulesAlertV2Criteria;
  /** Window of the query, such as `PT5M`. */
  readonly window: string;
  /** Interval of the query, such as `PT5M`. */
  readonly every: string;
  /** The event, as a sentence. */
  readonly happened: string;
  /** The response, as sentences. */
  readonly todo: string;
}

/**
 * Creates a rule that queries Application Insights and notifies `group`.
 * @see https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-types#log-alerts
 */
export function createAlarm(scope: Construct, id: string, group: string, spec: AlarmSpec): void {
  const { path } = scope.node;
  const stack = AzureStack.of(scope);
  const rule = new MonitorScheduledQueryRulesAlertV2(scope, id, {
    ...stack.place,
    name: physicalName(`${path}-${id}`, { most: 100, hashed: `${path}/${id}` }),
    displayName: `${path}: ${id}`,
    description: `${path}: ${spec.happened} ${spec.todo}`,
    scopes: [stack.applicationInsights.id],
    criteria: [spec.criteria],
    windowDuration: spec.window,
    evaluationFrequency: spec.every,
    severity: azureDefaults.alarmSeverity.value,
    autoMitigationEnabled: true,
    // Application Insights is created in the same deployment, and may not respond yet.
    skipQueryValidation: true,
    action: { actionGroups: [group] },
  });
  const type = 'azurerm_monitor_scheduled_query_rules_alert_v2';
  explain(rule, { type, purpose: spec.happened, prop: 'alarms' });
}
