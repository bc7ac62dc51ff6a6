import type { CosmosdbSqlContainer } from '@cdktn/provider-azurerm/lib/cosmosdb-sql-container';
import type { FunctionAppFlexConsumption } from '@cdktn/provider-azurerm/lib/function-app-flex-consumption';
import { AzureStack } from './stack';

/** Values of a dimension that a metric is limited to, in the format of `azurerm_monitor_metric_alert`. */
export interface MetricDimension {
  /** Name of the dimension, such as `cloud/roleName`. */
  readonly name: string;
  /** Includes the values. */
  readonly operator: 'Include';
  /** Values of the dimension. */
  readonly values: string[];
}

/**
 * A metric of one resource, as data for a metric alert or a dashboard of Azure Monitor.
 * @see https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index
 */
export interface Metric {
  /** Type of the resource that reports the metric, such as `Microsoft.Insights/components`. */
  readonly namespace: string;
  /** Name of the metric, such as `requests/failed`. */
  readonly name: string;
  /** Id of the resource that reports the metric. */
  readonly scope: string;
  /** Statistic that the metric is read with. */
  readonly aggregation: 'Count' | 'Average';
  /** Dimensions that select the resource, where the scope has several. */
  readonly dimensions: MetricDimension[];
}

/** Invocations of a function app. @see https://learn.microsoft.com/azure/azure-monitor/app/standard-metrics#server-metrics */
export function invocationsOf(app: FunctionAppFlexConsumption): Metric {
  return ofApp(app, 'requests/count', 'Count');
}

/** Invocations of a function app that failed. */
export function errorsOf(app: FunctionAppFlexConsumption): Metric {
  return ofApp(app, 'requests/failed', 'Count');
}

/** Time that a function app takes for an invocation, in milliseconds. */
export function durationOf(app: FunctionAppFlexConsumption): Metric {
  return ofApp(app, 'requests/duration', 'Average');
}

/** Objects or bytes in a storage account, which Azure Storage reports once a day. */
export function ofBlobs(accountId: string, name: 'BlobCount' | 'BlobCapacity'): Metric {
  const namespace = 'Microsoft.Storage/storageAccounts/blobServices';
  return { namespace, name, scope: `${accountId}/blobServices/default`, aggregation: 'Average', dimensions: [] };
}

/** Requests to a container that Cosmos DB answered with 429. */
export function throttlesOf(accountId: string, container: CosmosdbSqlContainer): Metric {
  return {
    namespace: 'Microsoft.DocumentDB/databaseAccounts',
    name: 'TotalRequests',
    scope: accountId,
    aggregation: 'Count',
    dimensions: [include('CollectionName', container.name), include('StatusCode', '429')],
  };
}

/** The function apps of a stack report to one Application Insights, by the names of their roles. */
function ofApp(app: FunctionAppFlexConsumption, name: string, aggregation: Metric['aggregation']): Metric {
  const scope = AzureStack.of(app).applicationInsights.id;
  const dimensions = [include('cloud/roleName', app.name)];
  return { namespace: 'Microsoft.Insights/components', name, scope, aggregation, dimensions };
}

function include(name: string, value: string): MetricDimension {
  return { name, operator: 'Include', values: [value] };
}
