import type { FunctionLimits, NumberLimits } from './types';

/** Limits of every worker on Cloudflare. */
export const cloudflareFunction = {
  environment: {
    code: 'ENV_KEY',
    names: /^[A-Za-z_]\w*$/,
    rule: 'is not allowed as the name of an environment variable: letters, digits and underscores',
    fix: 'rename it',
  },
} as const satisfies FunctionLimits;

/** Memory of every worker, in MiB. @see https://developers.cloudflare.com/workers/platform/limits/#memory */
export const WORKER_MEMORY = 128;

/** Limits of single props on Cloudflare. @see https://developers.cloudflare.com/queues/platform/limits/ */
export const cloudflareLimits = {
  processorTime: {
    code: 'WORKER_CPU',
    least: 1,
    most: 300,
    unit: 'seconds',
    why: 'the CPU time of a worker',
    source: 'https://developers.cloudflare.com/workers/platform/limits/#cpu-time',
  },
  /** A queue retries a message at most 100 times. */
  maxAttempts: { code: 'QUEUE_ATTEMPTS', least: 1, most: 101, why: 'the range of a consumer' },
  retention: { code: 'QUEUE_RETENTION', least: 60, most: 1_209_600, unit: 'seconds', why: 'up to 14 days' },
  queueBatch: { code: 'QUEUE_BATCH', least: 1, most: 100, why: 'the range of a queue' },
  batchWindow: { code: 'BATCH_WINDOW', least: 0, most: 60, unit: 'seconds', why: 'the range of a queue' },
  consumers: { code: 'QUEUE_CONCURRENCY', least: 1, most: 250, why: 'the range of a queue' },
  changeBatch: { code: 'CHANGE_BATCH', least: 1, most: 1000, why: 'the range of one read' },
  changeRetries: { code: 'CHANGE_RETRIES', least: 0, most: 1000, why: 'after which a change is given up' },
} as const satisfies Record<string, NumberLimits>;
