import { MonitorMetricAlert } from '@cdktn/provider-azurerm/lib/monitor-metric-alert';
import type { Construct } from 'constructs';
import * as azure from 'tradewind/azure';
import { only, synthesize } from './synthesize';

const API = 'test/fixtures/handlers/orders.ts';
const WORKER = 'test/fixtures/handlers/worker.ts';

function declare(stack: azure.AzureStack): Readonly<Record<string, Construct>> {
  const table = new azure.Table(stack, 'Table', { partitionKey: 'id' });
  return {
    ApiFunction: new azure.ApiFunction(stack, 'ApiFunction', { entry: API, auth: 'none' }),
    ScheduledJob: new azure.ScheduledJob(stack, 'ScheduledJob', { entry: WORKER, schedule: 'every hour' }),
    PlainFunction: new azure.PlainFunction(stack, 'PlainFunction', { entry: WORKER }),
    ImagePipeline: new azure.ImagePipeline(stack, 'ImagePipeline', { variants: { thumb: { width: 9 } } }),
    FileProcessor: new azure.FileProcessor(stack, 'FileProcessor', { entry: WORKER }),
    QueueWorker: new azure.QueueWorker(stack, 'QueueWorker', { entry: WORKER }),
    ChangeProcessor: new azure.ChangeProcessor(stack, 'ChangeProcessor', { entry: WORKER, table }),
    Bucket: new azure.Bucket(stack, 'Bucket'),
    Table: table,
    Queue: new azure.Queue(stack, 'Queue'),
    Secret: new azure.Secret(stack, 'Secret'),
  };
}

test('each metric has the name of Azure Monitor and selects one resource', () => {
  const found: string[] = [];
  synthesize((stack) => {
    for (const [name, construct] of Object.entries(declare(stack))) {
      const members = Object.getOwnPropertyNames(Object.getPrototypeOf(construct));
      for (const member of members.filter((each) => each.startsWith('metric'))) {
        const metric = (construct as unknown as Record<string, () => azure.Metric>)[member]!();
        const { namespace, aggregation, dimensions } = metric;
        const selected = dimensions.map(({ name: dimension, values }) => `${dimension} ${values.join()}`).join(', ');
        const text = `${name}.${member}: ${namespace} ${metric.name} ${aggregation} ${metric.scope} ${selected}`;
        found.push(text.replace(/\$\{TfToken[^}]*\}/g, '*').trim());
      }
    }
  });
  expect(found).toMatchInlineSnapshot(`
[
  "ApiFunction.metricErrors: Microsoft.Insights/components requests/failed Count * cloud/roleName *",
  "ApiFunction.metricDuration: Microsoft.Insights/components requests/duration Average * cloud/roleName *",
  "ScheduledJob.metricErrors: Microsoft.Insights/components requests/failed Count * cloud/roleName *",
  "ScheduledJob.metricInvocations: Microsoft.Insights/components requests/count Count * cloud/roleName *",
  "PlainFunction.metricErrors: Microsoft.Insights/components requests/failed Count * cloud/roleName *",
  "PlainFunction.metricInvocations: Microsoft.Insights/components requests/count Count * cloud/roleName *",
  "PlainFunction.metricDuration: Microsoft.Insights/components requests/duration Average * cloud/roleName *",
  "ImagePipeline.metricErrors: Microsoft.Insights/components requests/failed Count * cloud/roleName *",
  "FileProcessor.metricErrors: Microsoft.Insights/components requests/failed Count * cloud/roleName *",
  "QueueWorker.metricErrors: Microsoft.Insights/components requests/failed Count * cloud/roleName *",
  "ChangeProcessor.metricErrors: Microsoft.Insights/components requests/failed Count * cloud/roleName *",
  "Bucket.metricNumberOfObjects: Microsoft.Storage/storageAccounts/blobServices BlobCount Average */blobServices/default",
  "Bucket.metricBucketSizeBytes: Microsoft.Storage/storageAccounts/blobServices BlobCapacity Average */blobServices/default",
  "Table.metricThrottles: Microsoft.DocumentDB/databaseAccounts TotalRequests Count * CollectionName *, StatusCode 429",
]
`);
});

test('a metric alert takes the data of a metric', () => {
  const { resources } = synthesize((stack) => {
    const api = new azure.ApiFunction(stack, 'Orders', { entry: API, auth: 'none' });
    const { namespace, name, scope, aggregation, dimensions } = api.metricErrors();
    new MonitorMetricAlert(stack, 'Errors', {
      name: 'errors',
      resourceGroupName: stack.resourceGroup.name,
      scopes: [scope],
      criteria: [
        {
          metricNamespace: namespace,
          metricName: name,
          aggregation,
          dimension: dimensions,
          operator: 'GreaterThan',
          threshold: 5,
        },
      ],
    });
  });
  expect(only(resources, 'azurerm_monitor_metric_alert')).toMatchObject({
    scopes: [expect.stringMatching(/^\$\{azurerm_application_insights\.\w+\.id\}$/)],
    criteria: [
      {
        metric_name: 'requests/failed',
        dimension: [{ name: 'cloud/roleName', values: [expect.stringMatching(/^(\$\{|shop)/)] }],
      },
    ],
  });
});
