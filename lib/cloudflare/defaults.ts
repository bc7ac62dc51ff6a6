import type { DefaultDifferences, DefaultRow } from '../defaults';
import { days, hours } from '../duration';

/** Defaults of Cloudflare that differ from the table. */
export const cloudflareDifferences = {
  ApiFunction: {
    maxRequestBytes: {
      value: 104_857_600,
      why: 'The maximum of a worker on every plan. Set a lower limit if you know the size of your requests.',
      source: 'https://developers.cloudflare.com/workers/platform/limits/',
    },
  },
  ScheduledJob: {
    overlap: {
      value: 'allow',
      why: 'Cloudflare has no lock that a worker could acquire without a database. Runs that must not overlap need one.',
      source: 'https://developers.cloudflare.com/workers/configuration/cron-triggers/',
    },
  },
  ImagePipeline: {
    maxPixels: {
      value: 12_500_000,
      why: 'A JPEG of a phone: decoded, it fits into the 128 MB of a worker. Other formats need more memory per pixel: progressive JPEG fits up to 7 megapixels, WebP and PNG up to 8. The exact limit is computed from the header, the size of the file and the variants.',
      source: 'https://developers.cloudflare.com/workers/platform/limits/#memory',
    },
  },
  QueueWorker: {
    maxConcurrency: {
      behaviour: 'chosen by Cloudflare, at most 250',
      why: 'Cloudflare recommends to leave it to the service, which adds workers as the backlog grows.',
      source: 'https://developers.cloudflare.com/queues/configuration/consumer-concurrency/',
    },
  },
  Bucket: {
    versioned: { value: false, why: 'R2 keeps no older versions.', source: 'https://developers.cloudflare.com/r2/' },
  },
} satisfies DefaultDifferences;

/** Settings of resources on Cloudflare that have no prop. */
export const cloudflareDefaults = {
  compatibilityDate: {
    value: '2025-10-01',
    why: 'The behaviour of the runtime by date, so that an update of the library never changes it.',
    source: 'https://developers.cloudflare.com/workers/configuration/compatibility-dates/',
  },
  compatibilityFlags: {
    value: ['nodejs_compat'],
    why: 'Libraries that import modules of Node.js, such as node:buffer, also run.',
    source: 'https://developers.cloudflare.com/workers/runtime-apis/nodejs/',
  },
  deadLetterRetention: {
    value: days(14),
    why: 'The maximum of a queue, so that there is time to inspect failures.',
    source: 'https://developers.cloudflare.com/queues/platform/limits/',
  },
  uploadBatch: {
    value: 1,
    why: 'One file or image does not delay nine others, and the memory of a worker is enough for one.',
    source: 'https://developers.cloudflare.com/workers/platform/limits/#memory',
  },
  wakeRetention: {
    value: hours(1),
    why: 'The message only reports that there are changes; the outbox stores the changes themselves.',
    source: 'https://developers.cloudflare.com/queues/platform/limits/',
  },
  wakeRetries: {
    value: 100,
    why: 'The maximum: the outbox counts the attempts of each change, not the queue.',
    source: 'https://developers.cloudflare.com/queues/platform/limits/',
  },
  sweepSchedule: {
    value: '*/5 * * * *',
    why: 'Soon enough for a lost message, which is rare, and few enough runs to cost nothing.',
    source: 'https://developers.cloudflare.com/workers/configuration/cron-triggers/',
  },
} satisfies Record<string, DefaultRow>;
