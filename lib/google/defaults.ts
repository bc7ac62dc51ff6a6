import type { DefaultDifferences, DefaultRow } from '../defaults';
import { days, hours, minutes } from '../duration';

const RUN = 'https://cloud.google.com/run/docs/configuring';
const ALERTS = 'https://cloud.google.com/monitoring/alerts';

/** Defaults of Google Cloud that differ from the table. */
export const googleDifferences = {
  ApiFunction: {
    maxRequestBytes: {
      value: 33_554_432,
      why: 'The maximum of Cloud Run over HTTP/1. Set a lower limit if you know the size of your requests.',
      source: 'https://cloud.google.com/run/quotas',
    },
  },
} satisfies DefaultDifferences;

/** Settings of resources on Google Cloud that have no prop. */
export const googleDefaults = {
  runtime: {
    value: 'nodejs22',
    why: 'A release of Node.js with long-term support, by name, so that an update of the library never changes the runtime.',
    source: 'https://cloud.google.com/functions/docs/runtime-support',
  },
  requestsPerInstance: {
    value: 80,
    why: 'The default of Cloud Run: handlers wait more than they compute, so one instance serves many callers.',
    source: `${RUN}/concurrency`,
  },
  maxInstances: {
    value: 10,
    why: 'A burst waits or is answered with 429, and one function cannot exhaust the quota of the project.',
    source: `${RUN}/max-instances`,
  },
  cpu: {
    value: 1,
    why: 'Several requests per instance need a whole vCPU. For more than 4 GiB, Cloud Run requires more of them.',
    source: `${RUN}/services/cpu`,
  },
  oldVersions: {
    value: days(30),
    why: 'An overwritten or deleted object can be restored for a month, and costs nothing afterwards.',
    source: 'https://cloud.google.com/storage/docs/lifecycle',
  },
  deadLetterRetention: {
    value: days(7),
    why: 'A week to inspect failures. The topic can be set to keep them for longer.',
    source: 'https://cloud.google.com/pubsub/docs/replay-overview',
  },
  retryPolicy: {
    value: { minimumBackoff: '10s', maximumBackoff: '600s' },
    why: 'A growing pause: a service that is down has time to recover, and the attempts of a message are not exhausted within a second.',
    source: 'https://cloud.google.com/pubsub/docs/handling-failures#exponential_backoff',
  },
  timeZone: {
    value: 'UTC',
    why: 'A schedule without a clock time runs at the same moments in each zone, and UTC has no clock changes.',
    source: 'https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules',
  },
  runPause: {
    value: minutes(1),
    why: 'Transient failures have cleared by then, and the pause doubles for the next retry. Few failures clear within the default pause of five seconds.',
    source: 'https://cloud.google.com/scheduler/docs/configuring/retry-jobs',
  },
  imageAttempts: {
    value: 5,
    why: 'Enough for transient failures, such as a service that is down. A file that is not an image is given up at once.',
    source: 'https://cloud.google.com/pubsub/docs/handling-failures',
  },
  alarmWindow: {
    value: minutes(1),
    why: 'The interval at which Google samples metrics of requests and subscriptions.',
    source: 'https://cloud.google.com/monitoring/api/metrics_gcp',
  },
  alarmServerErrors: {
    value: { share: 0.05, window: minutes(1), lasting: minutes(2) },
    why: 'More than one request in twenty, two minutes in a row, so that a single bad minute raises no alarm.',
    source: `${ALERTS}/concepts-indepth`,
  },
  alarmLastingErrors: {
    value: { window: minutes(15), lasting: hours(1) },
    why: 'Two attempts are at most ten minutes apart, so that each window has one. A failure that lasts for an hour does not clear by itself.',
    source: 'https://cloud.google.com/eventarc/docs/retry-events',
  },
  alarmWaiting: {
    value: { rounds: 2, lasting: minutes(3) },
    why: 'A round is one run and the longest pause before the next attempt. A message that has waited for two rounds is not being processed.',
    source: 'https://cloud.google.com/pubsub/docs/monitoring#monitoring_the_backlog',
  },
  alarmOverdue: {
    value: { lag: minutes(10), interval: minutes(5) },
    why: 'A run appears in the metric some minutes after its end. A query every five minutes is enough for a job, and each query costs money.',
    source: `${ALERTS}/using-promql`,
  },
  alarmAutoClose: {
    value: minutes(30),
    why: 'The minimum: after a single failure, no metric ends the alarm, and the next failure must be reported.',
    source: `${ALERTS}/incidents-events#auto-close`,
  },
} satisfies Record<string, DefaultRow>;
