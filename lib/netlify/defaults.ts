import type { DefaultDifferences, DefaultRow } from '../defaults';
import { seconds } from '../duration';

const CONFIGURATION = 'https://docs.netlify.com/build/functions/configuration/';

const memory = {
  behaviour: '1024, unless the overrides name a size',
  why: 'What Netlify gives; more is bought by the plan.',
  source: CONFIGURATION,
};

/** Where Netlify differs from the table of defaults. */
export const netlifyDifferences = {
  ApiFunction: { memory },
  ScheduledJob: {
    memory,
    timeout: { value: seconds(30), why: 'After that Netlify ends a scheduled run.', source: CONFIGURATION },
  },
  ImagePipeline: {
    memory,
    maxBytes: {
      value: 4_500_000,
      why: 'An image is uploaded as the body of one request, of which Netlify hands 6 MB to a function: three quarters of it when it is binary, less what the headers take.',
      source: CONFIGURATION,
    },
  },
  FileProcessor: {
    memory,
    timeout: {
      value: seconds(60),
      why: 'After that Netlify ends a request, and with it the work.',
      source: CONFIGURATION,
    },
  },
  QueueWorker: {
    memory,
    maxConcurrency: {
      value: 10,
      why: 'Each message that is sent begins a run, which is billed as long as it lasts. Runs beyond these end at once, and messages wait in the store, where they are safe.',
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

/** Fixed settings on Netlify, that no prop sets. */
export const netlifyDefaults = {
  nodeVersion: {
    value: '24',
    why: 'A release of Node.js with long-term support, by name: a library update never moves a runtime.',
    source: 'https://docs.netlify.com/build/functions/optional-configuration/#node-js-version-for-runtime',
  },
  memory: { value: 1024, why: 'What a function has without further settings, in MB.', source: CONFIGURATION },
  imageAttempts: {
    value: 3,
    why: 'All tries have to fit into the one invocation; what is no image is given up at once.',
    source: CONFIGURATION,
  },
  backgroundSeconds: {
    value: 900,
    why: 'After that Netlify ends a background function.',
    source: 'https://docs.netlify.com/build/functions/background-functions/',
  },
  leaseMargin: {
    value: 60,
    why: 'Seconds that a message stays taken after the timeout of its batch: nobody takes it while it is put away, and a crash delays it by no more than that.',
  },
  leaseRenewal: {
    value: 20,
    why: 'Seconds between two renewals of what a run holds while it works, three times within the margin of a lease: one that fails is made up for.',
  },
  retryPause: {
    value: { first: 5, most: 300 },
    why: 'Seconds after the first failure, doubled with each: what passes has passed by then, and what does not stops nobody.',
  },
  retryWait: {
    value: 60,
    why: 'Seconds that a run waits for a message that it has put back itself. A function that waits is billed, and later ones are found by the sweep.',
  },
  sweep: {
    value: '* * * * *',
    why: 'When messages are looked for that were delayed or left behind: a message is late by a minute at the most. It is one short run a minute for each queue, which is billed though nothing happens.',
    source: 'https://docs.netlify.com/build/functions/scheduled-functions/',
  },
} satisfies Record<string, DefaultRow>;
