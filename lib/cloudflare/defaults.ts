import type { DefaultDifferences, DefaultRow } from '../defaults';

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
} satisfies Record<string, DefaultRow>;
