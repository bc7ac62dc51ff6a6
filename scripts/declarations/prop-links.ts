import type { ConstructName } from '../../lib/catalogue';
import type { ProviderName } from '../../lib/runtime/types';

type Links = Readonly<Record<string, string>>;

const FUNCTIONS = 'https://learn.microsoft.com/azure/azure-functions';
const WORKERS = 'https://developers.cloudflare.com/workers';
const RUN = 'https://cloud.google.com/run/docs/configuring';
const VERCEL = 'https://vercel.com/docs';
const NETLIFY = 'https://docs.netlify.com/build/functions';

/**
 * Pages of providers about props, by prop or by construct and prop. The links of AWS are in the portable declarations;
 * a default value that differs brings its source.
 */
const links: Readonly<Record<Exclude<ProviderName, 'aws'>, Links>> = {
  google: {
    timeout: `${RUN}/request-timeout`,
    memory: `${RUN}/services/memory-limits`,
    maxInstances: `${RUN}/max-instances`,
    maxConcurrency: `${RUN}/max-instances`,
    tracing: 'https://cloud.google.com/run/docs/trace',
    streaming: 'https://cloud.google.com/run/docs/triggering/https-request',
    'ScheduledJob.timeZone': 'https://cloud.google.com/scheduler/docs/configuring/cron-job-schedules',
    'ScheduledJob.retries': 'https://cloud.google.com/scheduler/docs/configuring/retry-jobs',
  },
  azure: {
    timeout: `${FUNCTIONS}/functions-scale#timeout`,
    memory: `${FUNCTIONS}/flex-consumption-plan#instance-sizes`,
    maxInstances: `${FUNCTIONS}/event-driven-scaling`,
    tracing: `${FUNCTIONS}/functions-monitoring`,
    streaming: `${FUNCTIONS}/functions-reference-node#http-streams`,
    'ScheduledJob.timeZone': `${FUNCTIONS}/functions-bindings-timer#ncrontab-time-zones`,
    'ScheduledJob.retries': `${FUNCTIONS}/functions-bindings-error-pages#retry-policies`,
  },
  cloudflare: {
    timeout: `${WORKERS}/platform/limits/`,
    memory: `${WORKERS}/platform/limits/#memory`,
    tracing: `${WORKERS}/observability/logs/workers-logs/`,
    streaming: `${WORKERS}/runtime-apis/streams/`,
    maxRequestBytes: `${WORKERS}/platform/limits/`,
    maxConcurrency: 'https://developers.cloudflare.com/queues/configuration/consumer-concurrency/',
    'ScheduledJob.timeZone': `${WORKERS}/configuration/cron-triggers/`,
  },
  vercel: {
    timeout: `${VERCEL}/functions/configuring-functions/duration`,
    streaming: `${VERCEL}/functions/streaming-functions`,
    maxConcurrency: `${VERCEL}/queues`,
    'ScheduledJob.timeZone': `${VERCEL}/cron-jobs`,
  },
  netlify: {
    timeout: `${NETLIFY}/overview/`,
    streaming: `${NETLIFY}/api/`,
    'ScheduledJob.timeZone': `${NETLIFY}/scheduled-functions/`,
  },
};

/** Page of a provider about a prop of a construct; undefined on AWS, whose links are in the portable declarations. */
export function linkOf(provider: ProviderName, construct: ConstructName, prop: string): string | undefined {
  if (provider === 'aws') return undefined;
  return links[provider][`${construct}.${prop}`] ?? links[provider][prop];
}
