import type { Cloudfunctions2Function } from '@cdktf/provider-google/lib/cloudfunctions2-function';
import type { PubsubSubscription } from '@cdktf/provider-google/lib/pubsub-subscription';

/**
 * A metric of one resource, as data for an alert policy or a dashboard of Cloud Monitoring.
 * @see https://cloud.google.com/monitoring/api/metrics_gcp
 */
export interface Metric {
  /** Service that reports the metric, such as `run.googleapis.com`. */
  readonly namespace: string;
  /** Type of the metric, such as `run.googleapis.com/request_count`. */
  readonly type: string;
  /** Filter that selects the time series of the resource, with the type of the metric. */
  readonly filter: string;
}

/** Requests to a function; each is an invocation. @see https://cloud.google.com/monitoring/api/metrics_gcp_p_z#gcp-run */
export function invocationsOf(fn: Cloudfunctions2Function): Metric {
  return ofFunction(fn, 'request_count');
}

/** Requests to a function that ended in a server error. */
export function errorsOf(fn: Cloudfunctions2Function): Metric {
  return ofFunction(fn, 'request_count', 'metric.labels.response_code_class = "5xx"');
}

/** Time that a function takes for a request, in milliseconds. */
export function durationOf(fn: Cloudfunctions2Function): Metric {
  return ofFunction(fn, 'request_latencies');
}

/** Messages that wait in a subscription. @see https://cloud.google.com/pubsub/docs/monitoring */
export function messagesIn(subscription: PubsubSubscription): Metric {
  return ofSubscription(subscription, 'num_undelivered_messages');
}

/** Age of the oldest message that waits in a subscription, in seconds. */
export function oldestMessageIn(subscription: PubsubSubscription): Metric {
  return ofSubscription(subscription, 'oldest_unacked_message_age');
}

/** Objects or bytes in a bucket, which Cloud Storage reports once a day. */
export function ofBucket(bucketName: string, name: 'object_count' | 'total_bytes'): Metric {
  const type = `storage.googleapis.com/storage/${name}`;
  return metric('storage.googleapis.com', type, [
    'resource.type = "gcs_bucket"',
    `resource.labels.bucket_name = "${bucketName}"`,
  ]);
}

/** A Cloud Run function has the name of its service. */
function ofFunction(fn: Cloudfunctions2Function, name: string, ...more: string[]): Metric {
  const resource = [
    'resource.type = "cloud_run_revision"',
    `resource.labels.service_name = "${fn.name}"`,
    `resource.labels.location = "${fn.location}"`,
  ];
  return metric('run.googleapis.com', `run.googleapis.com/${name}`, resource, more);
}

function ofSubscription(subscription: PubsubSubscription, name: string): Metric {
  const resource = [
    'resource.type = "pubsub_subscription"',
    `resource.labels.subscription_id = "${subscription.name}"`,
  ];
  return metric('pubsub.googleapis.com', `pubsub.googleapis.com/subscription/${name}`, resource);
}

function metric(namespace: string, type: string, resource: readonly string[], more: readonly string[] = []): Metric {
  return { namespace, type, filter: [...resource, `metric.type = "${type}"`, ...more].join(' AND ') };
}
