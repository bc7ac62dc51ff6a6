import type { Support, SupportColumn, Unsupported } from './types';

const notYet: Unsupported = { unsupported: 'it is not built yet', nearest: 'use it on AWS' };

const functionRows = {
  entry: 'native',
  handler: { emulated: 'the module that is loaded is generated, and calls the export of this name' },
  bindings: { unsupported: 'bindings are not built yet', nearest: 'add them to the script by Terraform' },
  environment: { native: 'plain-text bindings' },
  timeout: {
    emulated:
      'it is what remainingTime() counts from; Cloudflare limits processor time, by plan, and stops nothing by the clock',
  },
  memory: { unsupported: 'every worker has 128 MB', nearest: 'leave it out' },
  concurrency: { unsupported: 'workers have no limit of that kind', nearest: 'leave it out' },
  tracing: { native: 'Workers Logs keep each invocation; they are on for every worker' },
  logRetention: {
    unsupported: 'how long Workers Logs are kept goes by plan',
    nearest: 'send them elsewhere by Logpush',
  },
  alarms: { unsupported: 'notifications are set for the account', nearest: 'set them in the dashboard' },
  bundling: { emulated: 'esbuild runs at synthesis, once for the whole app' },
  overrides: { native: 'settings of the Terraform resources' },
} as const satisfies Record<string, Support>;

/** What tradewind makes of each prop on Cloudflare. */
export const cloudflare: SupportColumn = {
  ApiFunction: {
    whole: { native: 'a worker on workers.dev, or on a domain of yours' },
    props: {
      ...functionRows,
      routes: { emulated: 'the adapter matches them; a method that a path does not have is answered 405' },
      auth: { emulated: "tokens are checked by the adapter; neither `'iam'` nor an authorizer" },
      cors: { emulated: 'the adapter answers preflight requests' },
      throttle: {
        unsupported: 'limits of requests are rules of a zone',
        nearest: 'make a cloudflare_ruleset for the zone of your domain',
      },
      domain: { native: 'a custom domain; the certificate comes by itself' },
      api: { unsupported: 'each worker has an address of its own', nearest: 'leave it out' },
      streaming: { native: 'responses are always sent as they are made' },
      maxRequestBytes: { emulated: 'the adapter checks it, and answers 413; 100 MB at the most on most plans' },
    },
  },
  ScheduledJob: {
    whole: { native: 'a worker with a cron trigger' },
    props: {
      ...functionRows,
      schedule: { native: 'a moment is a yearly schedule, of which the adapter runs the named year alone' },
      timeZone: {
        emulated: 'cron is in UTC: it fires at each time that could be meant, and the adapter runs at the right one',
      },
      flexibleWindow: { unsupported: 'cron triggers fire at the minute', nearest: 'leave it out' },
      input: { emulated: 'it is bundled with the code' },
      start: { unsupported: 'a cron trigger has no beginning', nearest: 'deploy it when it shall begin' },
      end: { unsupported: 'a cron trigger has no end', nearest: 'set enabled: false when it shall end' },
      enabled: { native: 'a job that is not enabled has no trigger' },
      overlap: { native: "only `'allow'`, which is the default here: there is no lock without a database" },
      retries: { unsupported: 'a run that failed is not repeated', nearest: 'repeat in the handler what may fail' },
      maxAge: { unsupported: 'a run is never late', nearest: 'leave it out' },
    },
  },
  ImagePipeline: { whole: notYet },
  FileProcessor: { whole: notYet },
  QueueWorker: { whole: notYet },
  ChangeProcessor: {
    whole: {
      unsupported: 'D1, KV and Hyperdrive tell nobody of changes',
      nearest: 'write to a queue besides, in the same handler',
    },
  },
  Bucket: { whole: notYet },
  Table: { whole: notYet },
  Queue: { whole: notYet },
  Secret: { whole: notYet },
};
