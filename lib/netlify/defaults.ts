import type { DefaultDifferences, DefaultRow } from '../defaults';
import { seconds } from '../duration';

const CONFIGURATION = 'https://docs.netlify.com/build/functions/configuration/';

const memory = {
  behaviour: '1024, unless the overrides set a size',
  why: 'The default of Netlify; a plan can include more.',
  source: CONFIGURATION,
};

/** Defaults of Netlify that differ from the table. */
export const netlifyDifferences = {
  ApiFunction: { memory },
  ScheduledJob: {
    memory,
    timeout: { value: seconds(30), why: 'Netlify ends a scheduled run after this time.', source: CONFIGURATION },
  },
  ImagePipeline: {
    memory,
    maxBytes: {
      value: 4_500_000,
      why: 'An image is uploaded as the body of one request, and Netlify passes 6 MB of it to a function: three quarters of that for a binary body, minus the headers.',
      source: CONFIGURATION,
    },
  },
  FileProcessor: {
    memory,
    timeout: {
      value: seconds(60),
      why: 'Netlify ends a request, and its work, after this time.',
      source: CONFIGURATION,
    },
  },
  QueueWorker: {
    memory,
    maxConcurrency: {
      value: 10,
      why: 'Each message that is sent starts a run, which is billed for its duration. Runs above the limit end at once, and their messages wait safely in the store.',
      source: 'https://docs.netlify.com/build/functions/background-functions/',
    },
  },
  Bucket: {
    versioned: {
      value: false,
      why: 'The store keeps no older versions.',
      source: 'https://docs.netlify.com/build/data-and-storage/netlify-blobs/',
    },
  },
} satisfies DefaultDifferences;

/** Settings on Netlify that have no prop. */
export const netlifyDefaults = {
  nodeVersion: {
    value: '24',
    why: 'A release of Node.js with long-term support, by name, so that an update of the library never changes the runtime.',
    source: 'https://docs.netlify.com/build/functions/optional-configuration/#node-js-version-for-runtime',
  },
  memory: { value: 1024, why: 'The memory of a function without further settings, in MB.', source: CONFIGURATION },
  imageAttempts: {
    value: 3,
    why: 'All attempts must fit into one invocation. A file that is not an image is given up at once.',
    source: CONFIGURATION,
  },
  backgroundSeconds: {
    value: 900,
    why: 'Netlify ends a background function after this time.',
    source: 'https://docs.netlify.com/build/functions/background-functions/',
  },
  leaseMargin: {
    value: 60,
    why: 'Seconds for which a message stays leased after the timeout of its batch. No other run receives it while it is completed, and a crash delays it by at most this time.',
  },
  leaseRenewal: {
    value: 20,
    why: 'Seconds between two renewals of a lease while a run works. The margin has room for three, so that one may fail.',
  },
  retryPause: {
    value: { first: 5, most: 300 },
    why: 'Seconds after the first failure, doubled with each further one: by then transient failures have cleared, and permanent ones block nothing.',
  },
  retryWait: {
    value: 60,
    why: 'Seconds for which a run waits for a message that it has released itself. A waiting function is billed, and the sweep finds later messages.',
  },
  sweep: {
    value: '* * * * *',
    why: 'Interval at which the sweep searches for delayed and abandoned messages, so that a message is at most a minute late. Each queue has one short run per minute, which is billed even if the queue is empty.',
    source: 'https://docs.netlify.com/build/functions/scheduled-functions/',
  },
} satisfies Record<string, DefaultRow>;
