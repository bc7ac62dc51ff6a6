import type { FunctionLimits, NumberLimits } from './types';

/** Limits of every function on Google Cloud. */
export const googleFunction = {
  environment: {
    code: 'ENV_KEY',
    names: /^[A-Za-z_]\w*$/,
    kept: /^(X_GOOGLE_|K_|PORT$|FUNCTION_|TRADEWIND_)/,
    rule: 'is no name for an environment variable of yours: letters, digits and underscores, and none that Cloud Run or tradewind keeps',
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
    why: 'which is what a function with a whole vCPU can have',
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
    why: 'for which Pub/Sub waits; it would send the message again while it is in work',
    fix: 'split the work over messages',
    source: 'https://cloud.google.com/pubsub/docs/push',
  },
  scheduledTimeout: {
    code: 'TIMEOUT_MAX',
    least: 1,
    most: 1800,
    unit: 'seconds',
    why: 'for which Cloud Scheduler waits; it would call the function again while it is at work',
    fix: 'split the work over a queue',
    source: 'https://cloud.google.com/scheduler/quotas',
  },
  eventTimeout: {
    code: 'TIMEOUT_MAX',
    least: 1,
    most: 540,
    unit: 'seconds',
    why: 'which a function has for an event',
    fix: 'hand the work on to a queue',
    source: 'https://cloud.google.com/functions/quotas',
  },
  retries: { code: 'SCHED_RETRIES', least: 0, most: 5, why: 'which is what Cloud Scheduler accepts' },
  instances: { code: 'QUEUE_CONCURRENCY', least: 1, most: 1000, why: 'which is what Cloud Run offers' },
  maxAttempts: {
    code: 'QUEUE_ATTEMPTS',
    least: 5,
    most: 100,
    why: 'which is what a subscription accepts',
    source: 'https://cloud.google.com/pubsub/docs/handling-failures#dead_letter_topic',
  },
  retention: { code: 'QUEUE_RETENTION', least: 600, most: 2_678_400, unit: 'seconds', why: 'up to 31 days' },
} as const satisfies Record<string, NumberLimits>;
