import type { Support, SupportColumn, Unsupported } from './types';

const notYet: Unsupported = { unsupported: 'it is not built yet', nearest: 'use it on AWS' };
const noBindings: Unsupported = {
  unsupported: 'bindings are not built yet',
  nearest: 'give the service account rights by IAM resources of your own, and names by environment',
};

const functionRows = {
  entry: 'native',
  handler: { emulated: 'the file that is loaded is generated, and calls the export of this name' },
  bindings: noBindings,
  environment: 'native',
  timeout: 'native',
  memory: { native: 'from 512 MiB, since a function has a whole vCPU' },
  concurrency: { native: 'the most instances of the Cloud Run service; 10 without' },
  tracing: { native: 'Cloud Trace takes a sample of requests; it cannot be switched off for one function' },
  logRetention: {
    unsupported: 'how long logs are kept is set for the log bucket of the whole project',
    nearest: 'set it there, in Cloud Logging',
  },
  alarms: { unsupported: 'alert policies are not built yet', nearest: 'make a google_monitoring_alert_policy' },
  bundling: { emulated: 'esbuild runs at synthesis, once for the whole app' },
  overrides: { native: 'settings of the Terraform resources' },
} as const satisfies Record<string, Support>;

/** What tradewind makes of each prop on Google Cloud. */
export const google: SupportColumn = {
  ApiFunction: {
    whole: { native: 'a Cloud Run function (2nd generation) with an address of its own' },
    props: {
      ...functionRows,
      routes: { emulated: 'the adapter matches them; a method that a path does not have is answered 405' },
      auth: {
        emulated: "`'iam'` and `'none'` are IAM grants of Cloud Run; tokens are checked by the adapter; no authorizer",
      },
      cors: { emulated: 'the adapter answers preflight requests' },
      throttle: {
        unsupported: 'Cloud Run limits instances, not requests a second',
        nearest: 'set concurrency, or put an API gateway or Cloud Armor in front',
      },
      domain: {
        unsupported: 'a domain needs a load balancer, which bills when idle',
        nearest: 'make a google_cloud_run_domain_mapping or a load balancer of your own',
      },
      api: { unsupported: 'each function has an address of its own', nearest: 'leave it out' },
      streaming: { native: 'responses are always sent as they are made' },
      maxRequestBytes: { emulated: 'the adapter checks it, and answers 413; 32 MiB at the most' },
    },
  },
  ScheduledJob: {
    whole: { native: 'Cloud Scheduler and a Cloud Run function (2nd generation)' },
    props: {
      ...functionRows,
      schedule: { native: 'a moment is a yearly schedule, of which the adapter runs the named year alone' },
      timeZone: { native: 'clock times that summer time skips or repeats are left to the adapter' },
      flexibleWindow: {
        unsupported: 'Cloud Scheduler fires at the minute',
        nearest: 'leave it out, and spread the minutes of your schedules by hand',
      },
      input: { native: 'the body of the request' },
      start: {
        unsupported: 'a schedule of Cloud Scheduler has no beginning',
        nearest: 'deploy it when it shall begin',
      },
      end: { unsupported: 'a schedule of Cloud Scheduler has no end', nearest: 'set enabled: false when it shall end' },
      enabled: 'native',
      overlap: {
        native:
          "with `'skip'`, one instance takes one request at a time: a run that is due meanwhile is refused, and tried again by `retries`",
      },
      retries: { native: 'of the run as well: what failed is tried again; 5 at the most' },
      maxAge: { native: 'how long a run is tried again' },
    },
  },
  ImagePipeline: { whole: notYet },
  FileProcessor: { whole: notYet },
  QueueWorker: { whole: notYet },
  ChangeProcessor: { whole: notYet },
  Bucket: { whole: notYet },
  Table: { whole: notYet },
  Queue: { whole: notYet },
  Secret: { whole: notYet },
};
