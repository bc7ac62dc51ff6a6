import type { DefaultDifferences, DefaultRow } from '../defaults';
import { days, hours } from '../duration';

/** Where Cloudflare differs from the table of defaults. */
export const cloudflareDifferences = {
  ApiFunction: {
    maxRequestBytes: {
      value: 104_857_600,
      why: 'What a worker takes in on every plan. Give less where you know what to expect.',
      source: 'https://developers.cloudflare.com/workers/platform/limits/',
    },
  },
  ScheduledJob: {
    overlap: {
      value: 'allow',
      why: 'Cloudflare has no lock that a worker could take without a database; runs that must not overlap need one.',
      source: 'https://developers.cloudflare.com/workers/configuration/cron-triggers/',
    },
  },
  ImagePipeline: {
    maxPixels: {
      value: 12_500_000,
      why: 'What a phone takes, as JPEG: decoded, it fits in the 128 MB of a worker. Others need more for each pixel: progressive JPEG fits up to 7 megapixels, WebP and PNG up to 8. What fits is worked out from the header, with the size of the file and the variants.',
      source: 'https://developers.cloudflare.com/workers/platform/limits/#memory',
    },
  },
  QueueWorker: {
    maxConcurrency: {
      behaviour: 'as many as Cloudflare sees fit, 250 at the most',
      why: 'Cloudflare advises to leave it to the service, which adds workers as the backlog grows.',
      source: 'https://developers.cloudflare.com/queues/configuration/consumer-concurrency/',
    },
  },
  Bucket: {
    versioned: { value: false, why: 'R2 keeps no older versions.', source: 'https://developers.cloudflare.com/r2/' },
  },
} satisfies DefaultDifferences;

/** Fixed settings of resources on Cloudflare, that no prop sets. */
export const cloudflareDefaults = {
  compatibilityDate: {
    value: '2025-10-01',
    why: 'How the runtime behaves, by date: a library update never changes it.',
    source: 'https://developers.cloudflare.com/workers/configuration/compatibility-dates/',
  },
  compatibilityFlags: {
    value: ['nodejs_compat'],
    why: 'Libraries that import what Node.js has, such as node:buffer, run as well.',
    source: 'https://developers.cloudflare.com/workers/runtime-apis/nodejs/',
  },
  deadLetterRetention: {
    value: days(14),
    why: 'As long as a queue keeps anything, so that there is time to look at what failed.',
    source: 'https://developers.cloudflare.com/queues/platform/limits/',
  },
  uploadBatch: {
    value: 1,
    why: 'One file or image does not delay nine others, and the memory of a worker holds one.',
    source: 'https://developers.cloudflare.com/workers/platform/limits/#memory',
  },
  wakeRetention: {
    value: hours(1),
    why: 'A message that says no more than that there are changes; the outbox keeps the changes themselves.',
    source: 'https://developers.cloudflare.com/queues/platform/limits/',
  },
  wakeRetries: {
    value: 100,
    why: 'The most there is: the outbox counts the tries of each change, not the queue.',
    source: 'https://developers.cloudflare.com/queues/platform/limits/',
  },
  sweepSchedule: {
    value: '*/5 * * * *',
    why: 'Soon enough for a message that was lost, which is rare, and few enough runs to cost nothing.',
    source: 'https://developers.cloudflare.com/workers/configuration/cron-triggers/',
  },
} satisfies Record<string, DefaultRow>;
