import {
  MonitoringAlertPolicy,
  type MonitoringAlertPolicyConditions,
} from '@cdktf/provider-google/lib/monitoring-alert-policy';
import type { Construct } from 'constructs';
import { explain } from '../../app-model/model';
import { googleDefaults } from '../defaults';
import { GoogleStack } from './stack';

/** Condition and texts of an alarm. */
export interface AlarmSpec {
  /** Condition under which it fires. */
  readonly condition: Omit<MonitoringAlertPolicyConditions, 'displayName'>;
  /** The event, as a sentence. */
  readonly happened: string;
  /** The response, as sentences. */
  readonly todo: string;
}

/** Creates an alert policy that notifies `channel`. @see https://cloud.google.com/monitoring/alerts */
export function createAlarm(scope: Construct, id: string, channel: string, spec: AlarmSpec): MonitoringAlertPolicy {
  const { path } = scope.node;
  const policy = new MonitoringAlertPolicy(scope, id, {
    displayName: `${path}: ${id}`.slice(-512),
    combiner: 'OR',
    conditions: [{ displayName: spec.happened, ...spec.condition }],
    notificationChannels: [channel],
    alertStrategy: { autoClose: `${googleDefaults.alarmAutoClose.value.toSeconds()}s` },
    documentation: { content: `**${path}**: ${spec.happened}\n\n${spec.todo}`, mimeType: 'text/markdown' },
    dependsOn: [GoogleStack.of(scope).enable('monitoring')],
  });
  explain(policy, { type: 'google_monitoring_alert_policy', purpose: spec.happened, prop: 'alarms' });
  return policy;
}
