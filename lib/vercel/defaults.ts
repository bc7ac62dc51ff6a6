import type { DefaultDifferences, DefaultRow } from '../defaults';

const memory = {
  behaviour: 'by the plan: 2048 unless the project says otherwise',
  why: 'On Vercel memory is bought with the plan, and the size of the project is what its bills are based on.',
  source: 'https://vercel.com/docs/functions/configuring-functions/memory',
};

/** Where Vercel differs from the table of defaults. */
export const vercelDifferences = {
  ApiFunction: {
    memory,
    maxRequestBytes: {
      value: 4_500_000,
      why: 'What Vercel takes in at all. Give less where you know what to expect.',
      source: 'https://vercel.com/docs/functions/limitations#request-body-size',
    },
  },
  ScheduledJob: {
    memory,
    overlap: {
      value: 'allow',
      why: 'Vercel may deliver one firing twice, and has no lock that a function could take without a database; runs that must not overlap need one.',
      source: 'https://vercel.com/docs/cron-jobs/manage-cron-jobs#cron-jobs-and-concurrency-control',
    },
  },
  ImagePipeline: {
    memory,
    maxBytes: {
      value: 4_500_000,
      why: 'What Vercel takes in at all: an image is uploaded as the body of one request.',
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

/** Fixed settings on Vercel, that no prop sets. */
export const vercelDefaults = {
  runtime: {
    value: 'nodejs24.x',
    why: 'A release of Node.js with long-term support, by name: a library update never moves a runtime.',
    source: 'https://vercel.com/docs/functions/runtimes/node-js/node-js-versions',
  },
  memory: {
    value: 2048,
    why: 'What a function has on every plan; told in the app model where no memory was given.',
    source: 'https://vercel.com/docs/functions/configuring-functions/memory',
  },
  imageAttempts: {
    value: 3,
    why: 'All tries have to fit into the one invocation; what is no image is given up at once.',
    source: 'https://vercel.com/docs/functions/configuring-functions/duration',
  },
  retryPause: {
    value: { first: 5, most: 300 },
    why: 'Seconds after the first failure, doubled with each: what passes has passed by then, and what does not stops nobody.',
    source: 'https://vercel.com/docs/queues/sdk',
  },
  deadLetterRetention: {
    value: 7 * 86_400,
    why: 'The longest there is: time for a person to react.',
    source: 'https://vercel.com/changelog/queues-now-supports-7-day-ttl',
  },
} satisfies Record<string, DefaultRow>;
