import type { FunctionLimits, NumberLimits } from './types';

/** Limits of every function on Vercel: the widest that a plan allows. */
export const vercelFunction = {
  environment: {
    code: 'ENV_KEY',
    names: /^[A-Za-z]\w*$/,
    kept: /^(VERCEL(_|$)|NOW_|AWS_|LAMBDA_|CRON_SECRET$|TZ$)/,
    rule: 'is no name for an environment variable of yours: a letter, then letters, digits and underscores, and none that Vercel keeps',
    fix: 'rename it, or set it in the project',
    source: 'https://vercel.com/docs/environment-variables/reserved-environment-variables',
  },
  timeout: {
    code: 'TIMEOUT_MAX',
    least: 1,
    most: 800,
    unit: 'seconds',
    why: 'the limit of the Pro plan (Hobby: 300)',
    fix: 'give such a duration, or split the work',
    source: 'https://vercel.com/docs/functions/configuring-functions/duration',
  },
  memory: {
    code: 'MEMORY_RANGE',
    least: 128,
    most: 4096,
    unit: 'MiB',
    why: 'the limit of the Pro plan (Hobby: 2048)',
    source: 'https://vercel.com/docs/functions/configuring-functions/memory',
  },
} as const satisfies FunctionLimits;

/** Limits of single props on Vercel. */
export const vercelLimits = {
  requestBytes: {
    code: 'API_SIZE',
    least: 1,
    most: 4_500_000,
    unit: 'bytes',
    why: 'which is what Vercel hands to a function',
    fix: 'give such a number, and have large files uploaded to a bucket',
    source: 'https://vercel.com/docs/functions/limitations#request-body-size',
  },
  imageBytes: {
    code: 'IMAGE_LIMITS',
    least: 1,
    most: 4_500_000,
    unit: 'bytes',
    why: 'which is what Vercel hands to a function: an image is uploaded as the body of one request',
    fix: 'give less, and make larger images smaller before they are uploaded',
    source: 'https://vercel.com/docs/functions/limitations#request-body-size',
  },
  uploadAttempts: {
    code: 'UPLOAD_ATTEMPTS',
    least: 1,
    most: 10,
    why: 'since all of them are made in the one invocation',
  },
  maxAttempts: { code: 'QUEUE_ATTEMPTS', least: 1, most: 1000, why: 'which the adapter counts to' },
  retention: {
    code: 'QUEUE_RETENTION',
    least: 60,
    most: 604_800,
    unit: 'seconds',
    why: 'up to 7 days',
    source: 'https://vercel.com/changelog/queues-now-supports-7-day-ttl',
  },
  maxConcurrency: { code: 'QUEUE_CONCURRENCY', least: 1, why: 'which is what a trigger accepts' },
} as const satisfies Record<string, NumberLimits>;
