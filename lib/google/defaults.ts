import type { DefaultDifferences, DefaultRow } from '../defaults';
import { days } from '../duration';

const RUN = 'https://cloud.google.com/run/docs/configuring';

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
  imageAttempts: {
    value: 5,
    why: 'What passes, such as a service that is down, has passed by then; what is no image is given up at once.',
    source: 'https://cloud.google.com/pubsub/docs/handling-failures',
  },
} satisfies Record<string, DefaultRow>;
