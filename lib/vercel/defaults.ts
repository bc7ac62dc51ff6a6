import type { DefaultDifferences, DefaultRow } from '../defaults';

const memory = {
  behaviour: 'set by the plan: 2048 unless the project changes it',
  why: 'Memory belongs to the plan on Vercel, and the bill is based on the size that the project sets.',
  source: 'https://vercel.com/docs/functions/configuring-functions/memory',
};

/** Defaults of Vercel that differ from the table. */
export const vercelDifferences = {
  ApiFunction: {
    memory,
    maxRequestBytes: {
      value: 4_500_000,
      why: 'The maximum of Vercel. Set a lower limit if you know the size of your requests.',
      source: 'https://vercel.com/docs/functions/limitations#request-body-size',
    },
  },
  ScheduledJob: {
    memory,
    overlap: {
      value: 'allow',
      why: 'Vercel can deliver one firing twice, and has no lock that a function could acquire without a database. Runs that must not overlap need one.',
      source: 'https://vercel.com/docs/cron-jobs/manage-cron-jobs#cron-jobs-and-concurrency-control',
    },
  },
  ImagePipeline: {
    memory,
    maxBytes: {
      value: 4_500_000,
      why: 'The maximum of Vercel: an image is uploaded as the body of one request.',
      source: 'https://vercel.com/docs/functions/limitations#request-body-size',
    },
  },
  FileProcessor: { memory },
  QueueWorker: { memory },
  Bucket: {
    versioned: {
      value: false,
      why: 'The store keeps no older versions.',
      source: 'https://vercel.com/docs/vercel-blob',
    },
  },
} satisfies DefaultDifferences;

/** Settings on Vercel that have no prop. */
export const vercelDefaults = {
  runtime: {
    value: 'nodejs24.x',
    why: 'A release of Node.js with long-term support, by name, so that an update of the library never changes the runtime.',
    source: 'https://vercel.com/docs/functions/runtimes/node-js/node-js-versions',
  },
  memory: {
    value: 2048,
    why: 'The memory of a function on every plan. The app model records it if no memory is given.',
    source: 'https://vercel.com/docs/functions/configuring-functions/memory',
  },
  imageAttempts: {
    value: 3,
    why: 'All attempts must fit into one invocation. A file that is not an image is given up at once.',
    source: 'https://vercel.com/docs/functions/configuring-functions/duration',
  },
  retryPause: {
    value: { first: 5, most: 300 },
    why: 'Seconds after the first failure, doubled with each further one: by then transient failures have cleared, and permanent ones block nothing.',
    source: 'https://vercel.com/docs/queues/sdk',
  },
  deadLetterRetention: {
    value: 7 * 86_400,
    why: 'The maximum, so that a person has time to react.',
    source: 'https://vercel.com/changelog/queues-now-supports-7-day-ttl',
  },
} satisfies Record<string, DefaultRow>;
