import { MonitoringNotificationChannel } from '@cdktf/provider-google/lib/monitoring-notification-channel';
import { describeApp, minutes } from 'tradewind';
import * as google from 'tradewind/google';
import { inventory, newStack, problemsOf, type Resources } from './terraform';

const HANDLERS = 'test/fixtures/handlers';
const PAGER = 'projects/shop-4711/notificationChannels/42';

type Alarms = google.ApiFunctionProps['alarms'];
type Declare = (stack: google.GoogleStack, alarms?: Alarms) => unknown;

const api: Declare = (stack, alarms) =>
  new google.ApiFunction(stack, 'Orders', { entry: `${HANDLERS}/orders.ts`, auth: 'none', alarms });
const job =
  (props: Partial<google.ScheduledJobProps> = {}): Declare =>
  (stack, alarms) =>
    new google.ScheduledJob(stack, 'Report', {
      entry: `${HANDLERS}/job.ts`,
      schedule: 'every day at 03:00',
      timeZone: 'UTC',
      alarms,
      ...props,
    });
const worker: Declare = (stack, alarms) =>
  new google.QueueWorker(stack, 'Receipts', { entry: `${HANDLERS}/worker.ts`, timeout: minutes(2), alarms });
const files: Declare = (stack, alarms) =>
  new google.FileProcessor(stack, 'Invoices', { entry: `${HANDLERS}/worker.ts`, alarms });
const images: Declare = (stack, alarms) =>
  new google.ImagePipeline(stack, 'Photos', { variants: { thumb: { width: 200 } }, alarms });
const changes: Declare = (stack, alarms) => {
  const table = new google.Table(stack, 'Orders', { partitionKey: 'id' });
  return new google.ChangeProcessor(stack, 'Totals', { entry: `${HANDLERS}/worker.ts`, table, alarms });
};

function synthesize(declare: Declare, alarms?: Alarms) {
  const { app, stack, synthesize: synth } = newStack();
  declare(stack, alarms);
  return { app, resources: synth().resource };
}

/** The alert policies, by the ids of their constructs. */
function policiesOf({ google_monitoring_alert_policy: policies = {} }: Resources) {
  // biome-ignore lint/suspicious/noExplicitAny: whatever a policy has
  const all: Record<string, any>[] = Object.values(policies);
  return Object.fromEntries(all.map((policy) => [policy.display_name.split(': ')[1], policy]));
}

// biome-ignore lint/suspicious/noExplicitAny: whatever a policy has
const conditionOf = (policy: any) => policy.conditions[0];
const name = (type: string) => expect.stringMatching(new RegExp(`"\\$\\{${type}\\.[A-Za-z_0-9]+\\.name\\}"`));

describe.each<[string, Declare, string[]]>([
  ['ApiFunction', api, ['ServerErrorsAlarm']],
  ['ScheduledJob', job(), ['FailuresAlarm', 'OverdueAlarm']],
  ['QueueWorker', worker, ['DeadLettersAlarm', 'QueueAgeAlarm']],
  ['FileProcessor', files, ['DeadLettersAlarm', 'QueueAgeAlarm']],
  ['ImagePipeline', images, ['DeadLettersAlarm', 'QueueAgeAlarm']],
  ['ChangeProcessor', changes, ['FailuresAlarm', 'ErrorsAlarm']],
])('%s', (_, declare, ids) => {
  test('with a channel, adds its alarms and their requirements, and nothing else', () => {
    const without = inventory(synthesize(declare).resources);
    expect(inventory(synthesize(declare, PAGER).resources)).toEqual({
      ...without,
      google_project_service: without.google_project_service! + 1, // Cloud Monitoring
      google_monitoring_alert_policy: ids.length,
    });
  });

  test('notifies the channel, with its path and advice', () => {
    const policies = policiesOf(synthesize(declare, PAGER).resources);
    expect(Object.keys(policies)).toEqual(expect.arrayContaining(ids));
    for (const policy of Object.values(policies)) {
      expect(policy).toMatchObject({
        combiner: 'OR',
        notification_channels: [PAGER],
        alert_strategy: { auto_close: '1800s' },
        documentation: { content: expect.stringMatching(/^\*\*Shop\/\w+\*\*: .+\.\n\n.+\.$/) },
        depends_on: [expect.stringContaining('Service-monitoring')],
      });
    }
  });

  test('explains its alarms in the app model', () => {
    const { app } = synthesize(declare, PAGER);
    const resources = describeApp(app).constructs.flatMap((construct) => construct.resources);
    const alarms = resources.filter(({ type }) => type === 'google_monitoring_alert_policy');
    expect(alarms).toHaveLength(ids.length);
    for (const alarm of alarms) expect(alarm).toMatchObject({ purpose: expect.stringMatching(/\.$/), prop: 'alarms' });
  });

  test('has none without a channel, and none where they are switched off', () => {
    const { stack, synthesize: synth } = newStack();
    google.alarmsTo(stack, PAGER);
    declare(stack, false);
    expect(Object.keys(synth().resource)).not.toContain('google_monitoring_alert_policy');
    expect(Object.keys(synthesize(declare).resources)).not.toContain('google_monitoring_alert_policy');
  });
});

describe('queries of the alarms', () => {
  test('an API: the share of server errors in all requests of its one service', () => {
    const { ServerErrorsAlarm } = policiesOf(synthesize(api, PAGER).resources);
    expect(conditionOf(ServerErrorsAlarm).condition_threshold).toEqual({
      filter: expect.stringMatching(
        /^resource\.type = "cloud_run_revision" AND resource\.labels\.service_name = "\$\{google_cloudfunctions2_function\.\w+\.name\}" AND resource\.labels\.location = "\$\{google_cloudfunctions2_function\.\w+\.location\}" AND metric\.type = "run\.googleapis\.com\/request_count" AND metric\.labels\.response_code_class = "5xx"$/,
      ),
      denominator_filter: expect.not.stringContaining('response_code_class'),
      aggregations: [
        { alignment_period: '60s', per_series_aligner: 'ALIGN_DELTA', cross_series_reducer: 'REDUCE_SUM' },
      ],
      denominator_aggregations: [
        { alignment_period: '60s', per_series_aligner: 'ALIGN_DELTA', cross_series_reducer: 'REDUCE_SUM' },
      ],
      comparison: 'COMPARISON_GT',
      threshold_value: 0.05,
      duration: '120s',
      evaluation_missing_data: 'EVALUATION_MISSING_DATA_INACTIVE',
    });
  });

  test('a job: each run that failed', () => {
    const { FailuresAlarm } = policiesOf(synthesize(job(), PAGER).resources);
    expect(conditionOf(FailuresAlarm)).toMatchObject({
      condition_threshold: {
        filter: expect.stringContaining('response_code_class = "5xx"'),
        threshold_value: 0,
        duration: '0s',
      },
    });
  });

  // The grace is the timeout and the ten minutes in which a run shows in the metric.
  test.each([
    ['every day at 03:00', 5, '86400s', '15m'],
    ['every 5 minutes', 1, '300s', '11m'],
    ['every hour', 30, '3600s', '40m'],
  ])(
    'a job that runs %s, for at most %i minutes: no successful run for %s and %s',
    (schedule, timeout, duration, window) => {
      const props = { schedule, timeout: minutes(timeout), timeZone: schedule.includes(':') ? 'UTC' : undefined };
      const { OverdueAlarm } = policiesOf(synthesize(job(props), PAGER).resources);
      expect(conditionOf(OverdueAlarm)).toMatchObject({
        condition_prometheus_query_language: {
          query: expect.stringMatching(
            new RegExp(
              `^absent_over_time\\(run_googleapis_com:request_count\\{monitored_resource="cloud_run_revision",service_name="\\$\\{[^"]+\\.name\\}",location="\\$\\{[^"]+\\.location\\}",response_code_class="2xx"\\}\\[${window}\\]\\)$`,
            ),
          ),
          duration,
          evaluation_interval: '300s',
        },
      });
    },
  );

  test.each<[string, Partial<google.ScheduledJobProps>]>([
    ['is paused', { enabled: false }],
    ['runs once', { schedule: new Date('2031-01-01T09:00:00Z'), timeZone: undefined }],
    ['runs less than once a day', { schedule: 'every monday at 09:00' }],
  ])('a job that %s is never overdue', (_, props) => {
    expect(Object.keys(policiesOf(synthesize(job(props), PAGER).resources))).toEqual(['FailuresAlarm']);
  });

  test('a worker: dead letters, and messages that wait for two rounds of work and pause', () => {
    const { DeadLettersAlarm, QueueAgeAlarm } = policiesOf(synthesize(worker, PAGER).resources);
    expect(conditionOf(DeadLettersAlarm)).toEqual({
      display_name: 'Work has failed permanently, and waits in the dead letters.',
      condition_threshold: {
        filter: expect.stringMatching(
          /^resource\.type = "pubsub_subscription" AND resource\.labels\.subscription_id = "\$\{google_pubsub_subscription\.\w+_DeadLetters_\w+\.name\}" AND metric\.type = "pubsub\.googleapis\.com\/subscription\/num_undelivered_messages"$/,
        ),
        aggregations: [{ alignment_period: '60s', per_series_aligner: 'ALIGN_MAX' }],
        comparison: 'COMPARISON_GT',
        threshold_value: 0,
        duration: '0s',
      },
    });
    expect(conditionOf(QueueAgeAlarm)).toMatchObject({
      condition_threshold: {
        filter: expect.stringMatching(/_Subscription_\w+\.name\}" AND .+oldest_unacked_message_age"$/),
        threshold_value: 2 * (120 + 600),
        duration: '180s',
      },
    });
  });

  test('changes: permanent failures, and attempts that have failed for an hour', () => {
    const { FailuresAlarm, ErrorsAlarm } = policiesOf(synthesize(changes, PAGER).resources);
    expect(conditionOf(FailuresAlarm)).toMatchObject({
      condition_threshold: { filter: name('google_pubsub_subscription'), threshold_value: 0 },
    });
    expect(conditionOf(ErrorsAlarm)).toMatchObject({
      condition_threshold: {
        filter: expect.stringContaining('response_code_class = "5xx"'),
        aggregations: [expect.objectContaining({ alignment_period: '900s' })],
        threshold_value: 0,
        duration: '3600s',
      },
    });
  });

  test('as Terraform is given them', () => {
    expect(synthesize(job(), PAGER).resources.google_monitoring_alert_policy).toMatchSnapshot();
  });
});

describe('where the alarms go', () => {
  test('to the nearest that was named, and to its own first', () => {
    const { app, stack, synthesize: synth } = newStack();
    google.alarmsTo(app, 'projects/all/notificationChannels/1');
    google.alarmsTo(stack, new MonitoringNotificationChannel(stack, 'Pager', { type: 'email' }));
    api(stack);
    worker(stack, PAGER);
    const { ServerErrorsAlarm, DeadLettersAlarm } = policiesOf(synth().resource);
    expect(ServerErrorsAlarm.notification_channels).toEqual([
      expect.stringContaining('google_monitoring_notification_channel.Pager.id'),
    ]);
    expect(DeadLettersAlarm.notification_channels).toEqual([PAGER]);
  });

  test.each<[string, unknown]>([
    ['the number of a channel', '42'],
    ['a topic of Pub/Sub', 'projects/shop-4711/topics/pager'],
    ['another resource', { terraformResourceType: 'google_pubsub_topic' }],
    ['true', true],
    ['null', null],
  ])('not to %s', (_, channel) => {
    const { app, stack } = newStack();
    expect(problemsOf(() => google.alarmsTo(app, channel as never))).toEqual(['ALARMS_TOPIC alarmsTo']);
    expect(problemsOf(() => worker(stack, channel as never))).toEqual(['ALARMS_TOPIC alarms']);
  });

  test.each([api, job(), worker, files, images, changes].map((declare) => [declare]))(
    'in whatever order channels are named and constructs are made: %#',
    (declare) => {
      const named = (order: readonly string[]) => {
        const { app, stack, synthesize: synth } = newStack();
        const steps: Record<string, () => void> = {
          stack: () => google.alarmsTo(stack, PAGER),
          app: () => google.alarmsTo(app, 'projects/all/notificationChannels/1'),
          make: () => void declare(stack),
        };
        for (const step of order) steps[step]!();
        return synth().resource;
      };
      const expected = named(['app', 'stack', 'make']);
      expect(expected.google_monitoring_alert_policy).toBeDefined();
      expect(named(['make', 'app', 'stack'])).toEqual(expected);
      expect(named(['make', 'stack', 'app'])).toEqual(expected);
    },
  );

  test.each([true, false])('once for the dead letters of a Queue, with a worker or without: %s', (withWorker) => {
    const { stack, synthesize: synth } = newStack();
    google.alarmsTo(stack, PAGER);
    const queue = new google.Queue(stack, 'Jobs');
    if (withWorker) new google.QueueWorker(stack, 'Worker', { entry: `${HANDLERS}/worker.ts`, queue });
    const policies = Object.values(synth().resource.google_monitoring_alert_policy ?? {});
    const names = policies
      .map(({ display_name: text }) => String(text))
      .filter((text) => text.endsWith('DeadLettersAlarm'));
    expect(names).toEqual([`Shop/${withWorker ? 'Worker' : 'Jobs'}: DeadLettersAlarm`]);
  });
});
