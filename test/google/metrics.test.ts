import { MonitoringAlertPolicy } from '@cdktf/provider-google/lib/monitoring-alert-policy';
import type { Construct } from 'constructs';
import * as google from 'tradewind/google';
import { newStack, only } from './terraform';

const API = 'test/fixtures/handlers/orders.ts';
const WORKER = 'test/fixtures/handlers/worker.ts';
const { stack, synthesize } = newStack();
const table = new google.Table(stack, 'Table', { partitionKey: 'id' });
const api = new google.ApiFunction(stack, 'ApiFunction', { entry: API, auth: 'none' });

const constructs: Readonly<Record<string, Construct>> = {
  ApiFunction: api,
  ScheduledJob: new google.ScheduledJob(stack, 'ScheduledJob', { entry: WORKER, schedule: 'every hour' }),
  PlainFunction: new google.PlainFunction(stack, 'PlainFunction', { entry: WORKER }),
  ImagePipeline: new google.ImagePipeline(stack, 'ImagePipeline', { variants: { thumb: { width: 9 } } }),
  FileProcessor: new google.FileProcessor(stack, 'FileProcessor', { entry: WORKER }),
  QueueWorker: new google.QueueWorker(stack, 'QueueWorker', { entry: WORKER }),
  ChangeProcessor: new google.ChangeProcessor(stack, 'ChangeProcessor', { entry: WORKER, table }),
  Bucket: new google.Bucket(stack, 'Bucket'),
  Table: table,
  Queue: new google.Queue(stack, 'Queue'),
  Secret: new google.Secret(stack, 'Secret'),
};

test('each metric has the type of Cloud Monitoring and selects one resource', () => {
  const found = Object.entries(constructs).flatMap(([name, construct]) =>
    Object.getOwnPropertyNames(Object.getPrototypeOf(construct))
      .filter((member) => member.startsWith('metric'))
      .map((member) => {
        const metric = (construct as unknown as Record<string, () => google.Metric>)[member]!();
        expect(metric.type.startsWith(`${metric.namespace}/`)).toBe(true);
        return `${name}.${member}: ${metric.filter.replace(/\$\{TfToken[^}]*\}/g, '*')}`;
      }),
  );
  expect(found).toMatchInlineSnapshot(`
[
  "ApiFunction.metricErrors: resource.type = "cloud_run_revision" AND resource.labels.service_name = "*" AND resource.labels.location = "*" AND metric.type = "run.googleapis.com/request_count" AND metric.labels.response_code_class = "5xx"",
  "ApiFunction.metricDuration: resource.type = "cloud_run_revision" AND resource.labels.service_name = "*" AND resource.labels.location = "*" AND metric.type = "run.googleapis.com/request_latencies"",
  "ScheduledJob.metricErrors: resource.type = "cloud_run_revision" AND resource.labels.service_name = "*" AND resource.labels.location = "*" AND metric.type = "run.googleapis.com/request_count" AND metric.labels.response_code_class = "5xx"",
  "ScheduledJob.metricInvocations: resource.type = "cloud_run_revision" AND resource.labels.service_name = "*" AND resource.labels.location = "*" AND metric.type = "run.googleapis.com/request_count"",
  "PlainFunction.metricErrors: resource.type = "cloud_run_revision" AND resource.labels.service_name = "*" AND resource.labels.location = "*" AND metric.type = "run.googleapis.com/request_count" AND metric.labels.response_code_class = "5xx"",
  "PlainFunction.metricInvocations: resource.type = "cloud_run_revision" AND resource.labels.service_name = "*" AND resource.labels.location = "*" AND metric.type = "run.googleapis.com/request_count"",
  "PlainFunction.metricDuration: resource.type = "cloud_run_revision" AND resource.labels.service_name = "*" AND resource.labels.location = "*" AND metric.type = "run.googleapis.com/request_latencies"",
  "ImagePipeline.metricErrors: resource.type = "cloud_run_revision" AND resource.labels.service_name = "*" AND resource.labels.location = "*" AND metric.type = "run.googleapis.com/request_count" AND metric.labels.response_code_class = "5xx"",
  "ImagePipeline.metricMessagesVisible: resource.type = "pubsub_subscription" AND resource.labels.subscription_id = "*" AND metric.type = "pubsub.googleapis.com/subscription/num_undelivered_messages"",
  "ImagePipeline.metricDeadLetters: resource.type = "pubsub_subscription" AND resource.labels.subscription_id = "*" AND metric.type = "pubsub.googleapis.com/subscription/num_undelivered_messages"",
  "FileProcessor.metricErrors: resource.type = "cloud_run_revision" AND resource.labels.service_name = "*" AND resource.labels.location = "*" AND metric.type = "run.googleapis.com/request_count" AND metric.labels.response_code_class = "5xx"",
  "FileProcessor.metricMessagesVisible: resource.type = "pubsub_subscription" AND resource.labels.subscription_id = "*" AND metric.type = "pubsub.googleapis.com/subscription/num_undelivered_messages"",
  "FileProcessor.metricDeadLetters: resource.type = "pubsub_subscription" AND resource.labels.subscription_id = "*" AND metric.type = "pubsub.googleapis.com/subscription/num_undelivered_messages"",
  "QueueWorker.metricErrors: resource.type = "cloud_run_revision" AND resource.labels.service_name = "*" AND resource.labels.location = "*" AND metric.type = "run.googleapis.com/request_count" AND metric.labels.response_code_class = "5xx"",
  "QueueWorker.metricMessagesVisible: resource.type = "pubsub_subscription" AND resource.labels.subscription_id = "*" AND metric.type = "pubsub.googleapis.com/subscription/num_undelivered_messages"",
  "QueueWorker.metricDeadLetters: resource.type = "pubsub_subscription" AND resource.labels.subscription_id = "*" AND metric.type = "pubsub.googleapis.com/subscription/num_undelivered_messages"",
  "ChangeProcessor.metricErrors: resource.type = "cloud_run_revision" AND resource.labels.service_name = "*" AND resource.labels.location = "*" AND metric.type = "run.googleapis.com/request_count" AND metric.labels.response_code_class = "5xx"",
  "Bucket.metricNumberOfObjects: resource.type = "gcs_bucket" AND resource.labels.bucket_name = "*" AND metric.type = "storage.googleapis.com/storage/object_count"",
  "Bucket.metricBucketSizeBytes: resource.type = "gcs_bucket" AND resource.labels.bucket_name = "*" AND metric.type = "storage.googleapis.com/storage/total_bytes"",
  "Queue.metricMessagesVisible: resource.type = "pubsub_subscription" AND resource.labels.subscription_id = "*" AND metric.type = "pubsub.googleapis.com/subscription/num_undelivered_messages"",
  "Queue.metricDeadLetters: resource.type = "pubsub_subscription" AND resource.labels.subscription_id = "*" AND metric.type = "pubsub.googleapis.com/subscription/num_undelivered_messages"",
]
`);
});

test('an alert policy takes the filter of a metric', () => {
  const { type, filter } = api.metricErrors();
  expect(type).toBe('run.googleapis.com/request_count');
  new MonitoringAlertPolicy(stack, 'Errors', {
    displayName: 'Errors of the API',
    combiner: 'OR',
    conditions: [
      {
        displayName: 'Errors',
        conditionThreshold: { filter, comparison: 'COMPARISON_GT', thresholdValue: 5, duration: '60s' },
      },
    ],
  });
  const policy = only(synthesize().resource, 'google_monitoring_alert_policy');
  const selected =
    /service_name = "\$\{google_cloudfunctions2_function\.\w+\.name\}" AND .*response_code_class = "5xx"$/;
  expect(policy).toMatchObject({ conditions: [{ condition_threshold: { filter: expect.stringMatching(selected) } }] });
});
