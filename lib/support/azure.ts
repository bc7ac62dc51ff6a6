import type { Support, SupportColumn, Unsupported } from './types';

const notYet: Unsupported = { unsupported: 'it is not built yet', nearest: 'use it on AWS' };

const functionRows = {
  entry: 'native',
  handler: { emulated: 'the file that is loaded is generated, and calls the export of this name' },
  bindings: { native: 'rights of the identity of the function on the one resource' },
  environment: { native: 'app settings' },
  timeout: { native: 'of the function app' },
  memory: { native: '2048 or 4096 MiB an instance' },
  concurrency: { native: 'the most instances of the function app; 40 without' },
  tracing: { native: 'Application Insights, which keeps logs as well' },
  logRetention: {
    unsupported: 'how long logs are kept is set for the workspace of the whole stack',
    nearest: 'set it there: stack.applicationInsights and its workspace',
  },
  alarms: { unsupported: 'alert rules are not built yet', nearest: 'make an azurerm_monitor_metric_alert' },
  bundling: { emulated: 'esbuild runs at synthesis, once for the whole app' },
  overrides: { native: 'settings of the Terraform resource' },
} as const satisfies Record<string, Support>;

/** What tradewind makes of each prop on Azure. */
export const azure: SupportColumn = {
  ApiFunction: {
    whole: { native: 'a function app of the Flex Consumption plan with an address of its own' },
    props: {
      ...functionRows,
      timeout: { native: '230 s at the most, after which the load balancer gives up' },
      routes: { emulated: 'the adapter matches them; a method that a path does not have is answered 405' },
      auth: { emulated: "tokens are checked by the adapter; neither `'iam'` nor an authorizer" },
      cors: { emulated: 'the adapter answers preflight requests' },
      throttle: {
        unsupported: 'a function app limits instances, not requests a second',
        nearest: 'set concurrency, or put API Management in front',
      },
      domain: {
        unsupported: 'a domain needs records that prove that it is yours',
        nearest: 'make an azurerm_app_service_custom_hostname_binding',
      },
      api: { unsupported: 'each function app has an address of its own', nearest: 'leave it out' },
      streaming: { unsupported: 'responses are sent whole', nearest: 'leave it out' },
      maxRequestBytes: { emulated: 'the adapter checks it, and answers 413; 100 MB at the most' },
    },
  },
  ScheduledJob: {
    whole: { native: 'a timer of a function app, which is kept by a lease' },
    props: {
      ...functionRows,
      schedule: { native: 'a moment is a yearly schedule, of which the adapter runs the named year alone' },
      timeZone: {
        emulated:
          'timers are in UTC: one fires at each time that could be meant, and the adapter runs at the right one',
      },
      flexibleWindow: { unsupported: 'timers fire at the minute', nearest: 'leave it out' },
      input: { emulated: 'it is bundled with the code' },
      start: { unsupported: 'a timer has no beginning', nearest: 'deploy it when it shall begin' },
      end: { unsupported: 'a timer has no end', nearest: 'set enabled: false when it shall end' },
      enabled: { native: 'an app setting that switches the function off' },
      overlap: { native: "one run at a time, with `'allow'` too: a run that is due meanwhile is left out" },
      retries: { native: 'half a minute after the failure' },
      maxAge: { unsupported: 'a timer does not give up a run that is late', nearest: 'leave it out' },
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
