import { ApplicationInsights } from '@cdktn/provider-azurerm/lib/application-insights';
import { LogAnalyticsWorkspace } from '@cdktn/provider-azurerm/lib/log-analytics-workspace';
import { ResourceGroup } from '@cdktn/provider-azurerm/lib/resource-group';
import type { Construct, IConstruct } from 'constructs';
import { explain } from '../../app-model/model';
import { physicalName } from '../../terraform/physical-name';
import { azureDefaults } from '../defaults';
import { createLogsProvider } from './provider';

/** The parts of a stack that its logs depend on. */
export interface LogsScope extends IConstruct {
  /** Scope of the resources. */
  readonly shared: Construct;
  /** Id of the subscription. */
  readonly subscriptionId: string;
  /** Region of the logs. */
  readonly location: string;
  /** Tags of the resources. */
  readonly tags?: Record<string, string>;
}

/** Creates Application Insights of a stack and its workspace, in their own resource group. */
export function createInsights(stack: LogsScope): ApplicationInsights {
  const place = createPlace(stack);
  const workspace = new LogAnalyticsWorkspace(stack.shared, 'Logs', {
    ...place,
    name: physicalName(`${stack.node.id}-logs`, { most: 63, hashed: stack.node.path }),
    sku: 'PerGB2018',
    retentionInDays: azureDefaults.logDays.value,
  });
  explain(workspace, { type: 'azurerm_log_analytics_workspace', purpose: 'Stores logs and traces of the functions.' });
  const insights = new ApplicationInsights(stack.shared, 'Insights', {
    ...place,
    name: physicalName(`${stack.node.id}-insights`, { most: 63, hashed: stack.node.path }),
    applicationType: 'Node.JS',
    workspaceId: workspace.id,
  });
  explain(insights, { type: 'azurerm_application_insights', purpose: 'Receives logs and traces of the functions.' });
  return insights;
}

function createPlace(stack: LogsScope) {
  const { location, tags, subscriptionId } = stack;
  const group = new ResourceGroup(stack.shared, 'LogsGroup', {
    provider: createLogsProvider(stack.shared, subscriptionId),
    name: physicalName(`${stack.node.id}-logs`, { most: 60, hashed: stack.node.path }),
    location,
    tags,
  });
  const purpose = 'Contains the logs, and the rules that Azure adds to them, which are deleted with it.';
  explain(group, { type: 'azurerm_resource_group', purpose });
  return { resourceGroupName: group.name, location: group.location, tags };
}
