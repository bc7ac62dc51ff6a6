import type { FunctionLimits, NumberLimits } from './types';

const CONFIGURATION = 'https://docs.netlify.com/build/functions/configuration/';

const runTime = {
  code: 'TIMEOUT_MAX',
  least: 1,
  unit: 'seconds',
  why: 'after which Netlify ends the run',
  fix: 'give such a duration, or split the work',
  source: CONFIGURATION,
} as const;

/** Limits of every function on Netlify. */
export const netlifyFunction = {
  environment: {
    code: 'ENV_KEY',
    names: /^[A-Za-z_]\w*$/,
    kept: /^(NETLIFY|AWS_|LAMBDA_|_HANDLER$|_X_AMZN_TRACE_ID$|TZ$)/,
    rule: 'is not allowed as the name of an environment variable: letters, digits and underscores, and not a name that Netlify reserves',
    fix: 'rename it, or set it for the site',
    source: 'https://docs.netlify.com/build/functions/environment-variables/#reserved-environment-variables',
  },
  timeout: { ...runTime, most: 60 },
  memory: { code: 'MEMORY_RANGE', least: 1024, most: 4096, unit: 'MB', source: CONFIGURATION },
} as const satisfies FunctionLimits;

/** Limits of single props on Netlify. */
export const netlifyLimits = {
  scheduledTimeout: { ...runTime, most: 30 },
  /** A background run of 900 seconds has room for one batch and the work around it. */
  workerTimeout: {
    ...runTime,
    most: 780,
    source: 'https://docs.netlify.com/build/functions/background-functions/',
  },
  requestBytes: {
    code: 'API_SIZE',
    least: 1,
    most: 6_291_456,
    unit: 'bytes',
    why: 'the maximum that Netlify passes to a function',
    fix: 'give such a number, and upload large files to a bucket',
    source: CONFIGURATION,
  },
  imageBytes: {
    code: 'IMAGE_LIMITS',
    least: 1,
    most: 4_500_000,
    unit: 'bytes',
    why: 'the maximum that Netlify passes to a function: an image is uploaded as the body of one request',
    fix: 'give less, and shrink larger images before the upload',
    source: CONFIGURATION,
  },
  uploadAttempts: {
    code: 'UPLOAD_ATTEMPTS',
    least: 1,
    most: 10,
    why: 'because all attempts are part of one invocation',
  },
  maxAttempts: { code: 'QUEUE_ATTEMPTS', least: 1, most: 1000, why: 'the range of the adapter' },
  batchSize: { code: 'QUEUE_BATCH', least: 1, most: 100, why: 'one request per message' },
  maxConcurrency: { code: 'QUEUE_CONCURRENCY', least: 1, most: 100, why: 'the number of slots that each run checks' },
} as const satisfies Record<string, NumberLimits>;
