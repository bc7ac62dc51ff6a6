import type { FunctionLimits, NumberLimits } from './types';

/** Limits of every function on Vercel: the widest that a plan allows. */
export const vercelFunction = {
  environment: {
    code: 'ENV_KEY',
    names: /^[A-Za-z]\w*$/,
    kept: /^(VERCEL(_|$)|NOW_|AWS_|LAMBDA_|CRON_SECRET$|TZ$)/,
    rule: 'is not allowed as the name of an environment variable: a letter, then letters, digits and underscores, and not a name that Vercel reserves',
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
    why: 'the maximum that Vercel passes to a function',
    fix: 'give such a number, and upload large files to a bucket',
    source: 'https://vercel.com/docs/functions/limitations#request-body-size',
  },
  imageBytes: {
    code: 'IMAGE_LIMITS',
    least: 1,
    most: 4_500_000,
    unit: 'bytes',
    why: 'the maximum that Vercel passes to a function: an image is uploaded as the body of one request',
    fix: 'give less, and shrink larger images before the upload',
    source: 'https://vercel.com/docs/functions/limitations#request-body-size',
  },
  uploadAttempts: {
    code: 'UPLOAD_ATTEMPTS',
    least: 1,
    most: 10,
    why: 'because all attempts are part of one invocation',
  },
  maxAttempts: { code: 'QUEUE_ATTEMPTS', least: 1, most: 1000, why: 'the range of the adapter' },
  retention: {
    code: 'QUEUE_RETENTION',
    least: 60,
    most: 604_800,
    unit: 'seconds',
    why: 'up to 7 days',
    source: 'https://vercel.com/changelog/queues-now-supports-7-day-ttl',
  },
  maxConcurrency: { code: 'QUEUE_CONCURRENCY', least: 1, why: 'the range of a trigger' },
} as const satisfies Record<string, NumberLimits>;
