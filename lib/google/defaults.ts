import type { DefaultDifferences, DefaultRow } from '../defaults';
import { days, hours, minutes } from '../duration';

const RUN = 'https://cloud.google.com/run/docs/configuring';
const ALERTS = 'https://cloud.google.com/monitoring/alerts';

/** Where Google Cloud differs from the table of defaults. */
export const googleDifferences = {
  ApiFunction: {
    maxRequestBytes: {
      value: 33_554_432,
      why: 'What Cloud Run takes in over HTTP/1. Give less where you know what to expect.',
      source: 'https://cloud.google.com/run/quotas',
    },
  },
} satisfies DefaultDifferences;

/** Fixed settings of resources on Google Cloud, that no prop sets. */
export const googleDefaults = {
  runtime: {
    value: 'nodejs22',
    why: 'A release of Node.js with long-term support, by name: a library update never moves a runtime.',
    source: 'https://cloud.google.com/functions/docs/runtime-support',
  },
  requestsPerInstance: {
    value: 80,
    why: 'What Cloud Run gives: handlers wait more than they compute, and one instance serves many callers.',
    source: `${RUN}/concurrency`,
  },
  maxInstances: {
    value: 10,
    why: 'A burst waits or is refused with 429, and one function cannot use up the quota of the project.',
    source: `${RUN}/max-instances`,
  },
  cpu: {
    value: 1,
    why: 'More than one request an instance needs a whole vCPU; for more than 4 GiB, Cloud Run wants more of them.',
    source: `${RUN}/services/cpu`,
  },
  oldVersions: {
    value: days(30),
    why: 'An overwritten or deleted object can be fetched back for a month, and then stops billing.',
    source: 'https://cloud.google.com/storage/docs/lifecycle',
  },
  deadLetterRetention: {
    value: days(7),
    why: 'A week to look at what failed; a topic takes it for longer if it is set there.',
    source: 'https://cloud.google.com/pubsub/docs/replay-overview',
  },
  retryPolicy: {
    value: { minimumBackoff: '10s', maximumBackoff: '600s' },
    why: 'A pause that grows: what is down gets time to recover, and a message is not used up within a second.',
    source: 'https://cloud.google.com/pubsub/docs/handling-failures#exponential_backoff',
  },
  runPause: {
    value: minutes(1),
    why: 'What passes has passed by then; it is doubled for the next. In the five seconds that Google gives, hardly anything passes.',
    source: 'https://cloud.google.com/scheduler/docs/configuring/retry-jobs',
  },
  imageAttempts: {
    value: 5,
    why: 'What passes, such as a service that is down, has passed by then; what is no image is given up at once.',
    source: 'https://cloud.google.com/pubsub/docs/handling-failures',
  },
  alarmWindow: {
    value: minutes(1),
    why: 'As often as Google takes the metrics of requests and of subscriptions.',
    source: 'https://cloud.google.com/monitoring/api/metrics_gcp',
  },
  alarmServerErrors: {
    value: { share: 0.05, window: minutes(1), lasting: minutes(2) },
    why: 'More than one request in twenty, two minutes in a row: a single bad minute wakes nobody.',
    source: `${ALERTS}/concepts-indepth`,
  },
  alarmLastingErrors: {
    value: { window: minutes(15), lasting: hours(1) },
    why: 'Between two tries are up to ten minutes, so that each window has one; what has failed for an hour does not mend itself.',
    source: 'https://cloud.google.com/eventarc/docs/retry-events',
  },
  alarmWaiting: {
    value: { rounds: 2, lasting: minutes(3) },
    why: 'A round is one run and the longest pause before the next try: what has waited for two of them is not in turn.',
    source: 'https://cloud.google.com/pubsub/docs/monitoring#monitoring_the_backlog',
  },
  alarmOverdue: {
    value: { lag: minutes(10), interval: minutes(5) },
    why: 'A run shows in the metric some minutes after its end. Asking every five minutes is enough for a job, and billed by the question.',
    source: `${ALERTS}/using-promql`,
  },
  alarmAutoClose: {
    value: minutes(30),
    why: 'The shortest that there is: requests that fail once leave no metric behind that would end the alarm, and the next failure has to be told.',
    source: `${ALERTS}/incidents-events#auto-close`,
  },
} satisfies Record<string, DefaultRow>;
