import type { FunctionLimits, NumberLimits } from './types';

/** Limits of every function on Google Cloud. */
export const googleFunction = {
  environment: {
    code: 'ENV_KEY',
    names: /^[A-Za-z_]\w*$/,
    kept: /^(X_GOOGLE_|K_|PORT$|FUNCTION_|TRADEWIND_)/,
    rule: 'is not allowed as the name of an environment variable: letters, digits and underscores, and not a name that Cloud Run or tradewind reserves',
    fix: 'rename it',
    source: 'https://cloud.google.com/run/docs/container-contract',
  },
  timeout: {
    code: 'TIMEOUT_MAX',
    least: 1,
    most: 3600,
    unit: 'seconds',
    why: 'after which Cloud Run ends a request',
    fix: 'give such a duration, or split the work over a queue',
    source: 'https://cloud.google.com/run/docs/configuring/request-timeout',
  },
  memory: {
    code: 'MEMORY_RANGE',
    least: 512,
    most: 32_768,
    unit: 'MiB',
    why: 'the range of a function with a whole vCPU',
    fix: 'give a number in that range',
    source: 'https://cloud.google.com/run/docs/configuring/services/memory-limits',
  },
} as const satisfies FunctionLimits;

/** Limits of single props on Google Cloud. */
export const googleLimits = {
  pushTimeout: {
    code: 'TIMEOUT_MAX',
    least: 1,
    most: 600,
    unit: 'seconds',
    why: 'the time for which Pub/Sub waits before it sends the message again',
    fix: 'split the work over messages',
    source: 'https://cloud.google.com/pubsub/docs/push',
  },
  scheduledTimeout: {
    code: 'TIMEOUT_MAX',
    least: 1,
    most: 1800,
    unit: 'seconds',
    why: 'the time for which Cloud Scheduler waits before it calls the function again',
    fix: 'split the work over a queue',
    source: 'https://cloud.google.com/scheduler/quotas',
  },
  eventTimeout: {
    code: 'TIMEOUT_MAX',
    least: 1,
    most: 540,
    unit: 'seconds',
    why: 'the time that a function has for an event',
    fix: 'pass the work to a queue',
    source: 'https://cloud.google.com/functions/quotas',
  },
  retries: { code: 'SCHED_RETRIES', least: 0, most: 5, why: 'the range of Cloud Scheduler' },
  instances: { code: 'QUEUE_CONCURRENCY', least: 1, most: 1000, why: 'the range of Cloud Run' },
  maxAttempts: {
    code: 'QUEUE_ATTEMPTS',
    least: 5,
    most: 100,
    why: 'the range of a subscription',
    source: 'https://cloud.google.com/pubsub/docs/handling-failures#dead_letter_topic',
  },
  retention: { code: 'QUEUE_RETENTION', least: 600, most: 2_678_400, unit: 'seconds', why: 'up to 31 days' },
} as const satisfies Record<string, NumberLimits>;
