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
  requestBytes: { value: 6_291_456, why: 'What Netlify hands to a function at once.', source: CONFIGURATION },
  requestSeconds: { value: 60, why: 'After that Netlify ends a request.', source: CONFIGURATION },
  scheduledSeconds: { value: 30, why: 'After that Netlify ends a scheduled run.', source: CONFIGURATION },
} satisfies Record<string, DefaultRow>;
