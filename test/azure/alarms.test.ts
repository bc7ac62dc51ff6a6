import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MonitorActionGroup } from '@cdktn/provider-azurerm/lib/monitor-action-group';
import { strFromU8, unzipSync } from 'fflate';
import { describeApp, minutes } from 'tradewind';
import * as azure from 'tradewind/azure';
import { CHANGES_GIVEN_UP, IMAGE_REFUSED } from '../../lib/azure/adapter/given-up';
import { inventory, problemsOf, type Resources, synthesize } from './synthesize';

const HANDLERS = 'test/fixtures/handlers';
const SUBSCRIPTION = '00000000-0000-0000-0000-000000000000';
const PAGER = `/subscriptions/${SUBSCRIPTION}/resourceGroups/ops/providers/Microsoft.Insights/actionGroups/pager`;
const RULE = 'azurerm_monitor_scheduled_query_rules_alert_v2';

type Settings = Pick<azure.ApiFunctionProps, 'alarms' | 'tracing'>;
type Declare = (stack: azure.AzureStack, settings?: Settings) => unknown;

const api: Declare = (stack, settings) =>
  new azure.ApiFunction(stack, 'Orders', { entry: `${HANDLERS}/orders.ts`, auth: 'none', ...settings });
const job =
  (props: Partial<azure.ScheduledJobProps> = {}): Declare =>
  (stack, settings) =>
    new azure.ScheduledJob(stack, 'Report', {
      entry: `${HANDLERS}/job.ts`,
      schedule: 'every day at 03:00',
      timeZone: 'UTC',
      ...settings,
      ...props,
    });
const entry = `${HANDLERS}/worker.ts`;
const worker: Declare = (stack, settings) => new azure.QueueWorker(stack, 'Receipts', { entry, ...settings });
const files: Declare = (stack, settings) => new azure.FileProcessor(stack, 'Invoices', { entry, ...settings });
const images: Declare = (stack, settings) =>
  new azure.ImagePipeline(stack, 'Photos', { variants: { thumb: { width: 200 } }, ...settings });
const changes: Declare = (stack, settings) => {
  const table = new azure.Table(stack, 'Orders', { partitionKey: 'id' });
  return new azure.ChangeProcessor(stack, 'Totals', { entry, table, ...settings });
};

const watched = (declare: Declare) => synthesize((stack) => declare(stack, { alarms: PAGER }));

/** The rules, by the ids of their constructs. */
function rulesOf({ [RULE]: rules = {} }: Resources) {
  return Object.fromEntries(Object.values(rules).map((rule) => [rule.display_name.split(': ')[1], rule]));
}

describe.each<[string, Declare, string[]]>([
  ['ApiFunction', api, ['ServerErrorsAlarm']],
  ['ScheduledJob', job(), ['FailuresAlarm', 'OverdueAlarm']],
  ['QueueWorker', worker, ['DeadLettersAlarm']],
  ['FileProcessor', files, ['DeadLettersAlarm']],
  ['ImagePipeline', images, ['DeadLettersAlarm']],
  ['ChangeProcessor', changes, ['FailuresAlarm']],
])('%s', (_, declare, ids) => {
  test('with an action group, has its alarms, and nothing else more', () => {
    const without = inventory(synthesize((stack) => declare(stack)).resources);
    expect(without).not.toHaveProperty(RULE);
    expect(inventory(watched(declare).resources)).toEqual({ ...without, [RULE]: ids.length });
  });

  test('queries Application Insights for its own app, and notifies the group with its path and advice', () => {
    const rules = rulesOf(watched(declare).resources);
    expect(Object.keys(rules).sort()).toEqual([...ids].sort());
    for (const rule of Object.values(rules)) {
      expect(rule).toMatchObject({
        scopes: [expect.stringMatching(/^\$\{azurerm_application_insights\..+\.id\}$/)],
        action: { action_groups: [PAGER] },
        severity: 1,
        auto_mitigation_enabled: true,
        description: expect.stringMatching(/^Shop\/\w+: .+\. .+\.$/),
        criteria: [
          {
            query: expect.stringMatching(
              /^(requests|traces) \| where cloud_RoleName =~ "\$\{azurerm_function_app_flex_consumption\.\w+\.name\}"/,
            ),
          },
        ],
      });
    }
  });

  test('explains its alarms in the app model', () => {
    const resources = describeApp(watched(declare).app).constructs.flatMap((construct) => construct.resources);
    const alarms = resources.filter(({ type }) => type === RULE);
    expect(alarms).toHaveLength(ids.length);
    for (const alarm of alarms) expect(alarm).toMatchObject({ purpose: expect.stringMatching(/\.$/), prop: 'alarms' });
  });

  test('has none where they are switched off', () => {
    const { resources } = synthesize((stack) => {
      azure.alarmsTo(stack, PAGER);
      declare(stack, { alarms: false, tracing: 'off' });
    });
    expect(Object.keys(resources)).not.toContain(RULE);
  });
});

describe('queries of the alarms', () => {
  const criteriaOf = (declare: Declare, id: string) => rulesOf(watched(declare).resources)[id]!.criteria[0];

  test('an API: the share of server errors, in two of three windows', () => {
    expect(criteriaOf(api, 'ServerErrorsAlarm')).toEqual({
      query: expect.stringMatching(
        /\.name\}" \| summarize share = 100\.0 \* sumif\(itemCount, toint\(resultCode\) >= 500\) \/ sum\(itemCount\) by bin\(timestamp, 5m\)$/,
      ),
      metric_measure_column: 'share',
      time_aggregation_method: 'Maximum',
      operator: 'GreaterThan',
      threshold: 5,
      failing_periods: { minimum_failing_periods_to_trigger_alert: 2, number_of_evaluation_periods: 3 },
    });
  });

  test('a job: calls that failed', () => {
    expect(criteriaOf(job(), 'FailuresAlarm')).toEqual({
      query: expect.stringMatching(/^requests \| where cloud_RoleName =~ "[^"]+" and tobool\(success\) == false$/),
      time_aggregation_method: 'Count',
      operator: 'GreaterThan',
      threshold: 0,
    });
  });

  // What it looks back is the gap, the timeout, and a quarter of an hour in which a run shows.
  test.each([
    ['every day at 03:00', 5, 86_400 + 300 + 900, 'P2D'],
    ['every 5 minutes', 1, 300 + 60 + 900, 'PT1H'],
    ['every hour', 30, 3600 + 1800 + 900, 'PT2H'],
  ])(
    'a job that runs %s, for at most %i minutes: no successful run for %i seconds',
    (schedule, timeout, seconds, window) => {
      const props = { schedule, timeout: minutes(timeout), timeZone: schedule.includes(':') ? 'UTC' : undefined };
      const { OverdueAlarm } = rulesOf(watched(job(props)).resources);
      expect(OverdueAlarm).toMatchObject({
        window_duration: window,
        evaluation_frequency: 'PT15M',
        criteria: [
          {
            query: expect.stringMatching(
              new RegExp(
                ` and timestamp > ago\\(${seconds}s\\) and tobool\\(success\\) == true \\| summarize runs = count\\(\\)$`,
              ),
            ),
            metric_measure_column: 'runs',
            operator: 'LessThan',
            threshold: 1,
          },
        ],
      });
    },
  );

  test.each<[string, Partial<azure.ScheduledJobProps>]>([
    ['is paused', { enabled: false }],
    ['runs once', { schedule: new Date('2031-01-01T09:00:00Z'), timeZone: undefined }],
    ['runs less than once a day', { schedule: 'every monday at 09:00' }],
  ])('a job that %s is never overdue', (_, props) => {
    expect(Object.keys(rulesOf(watched(job(props)).resources))).toEqual(['FailuresAlarm']);
  });

  test.each<[string, Declare, string, string[]]>([
    ['messages', worker, 'DeadLettersAlarm', ["Moving message to queue 'messages-poison'"]],
    ['files', files, 'DeadLettersAlarm', ["Moving message to queue 'messages-poison'"]],
    ['images', images, 'DeadLettersAlarm', ["Moving message to queue 'messages-poison'", IMAGE_REFUSED]],
    ['changes', changes, 'FailuresAlarm', [CHANGES_GIVEN_UP]],
  ])('%s: the lines that say that they were given up', (_, declare, id, lines) => {
    const says = lines.map((line) => `message contains "${line}"`).join(' or ');
    const { query, threshold } = criteriaOf(declare, id);
    expect(query).toMatch(/^traces \|/);
    expect(query.endsWith(` and (${says})`)).toBe(true);
    expect(threshold).toBe(0);
  });

  test('as Terraform is given them', () => {
    expect(watched(job()).resources[RULE]).toMatchSnapshot();
  });
});

describe('the log levels include every line that the alarms query', () => {
  let outdir: string;
  beforeEach(() => {
    outdir = mkdtempSync(path.join(tmpdir(), 'tradewind-azure-'));
  });
  afterEach(() => rmSync(outdir, { recursive: true }));

  function hostOf(declare: Declare, settings: Settings) {
    const app = new azure.App({ outdir });
    declare(new azure.AzureStack(app, 'Shop', { subscriptionId: SUBSCRIPTION, location: 'northeurope' }), settings);
    app.synth();
    const names = readdirSync(outdir, { recursive: true, encoding: 'utf8' });
    const zip = names.find((name) => name.endsWith('.zip'))!;
    return JSON.parse(strFromU8(unzipSync(readFileSync(path.join(outdir, zip)))['host.json']!));
  }

  test.each<[string, Declare, string]>([
    ['requests of an API', api, 'Request'],
    ['calls and lines of a worker', worker, 'Request;Trace'],
  ])('%s', (_, declare, excludedTypes) => {
    expect(hostOf(declare, { alarms: PAGER }).logging).toEqual({
      applicationInsights: { samplingSettings: { isEnabled: true, excludedTypes } },
    });
  });

  test('the same when the group is named after the construct', () => {
    const late: Declare = (stack) => {
      worker(stack);
      azure.alarmsTo(stack, PAGER);
    };
    expect(hostOf(late, {}).logging).toEqual(hostOf(worker, { alarms: PAGER }).logging);
  });

  test('without alarms, the host decides', () => {
    expect(hostOf(worker, {})).not.toHaveProperty('logging');
  });
});

describe('where the alarms go', () => {
  test('to the nearest that was named, and to its own first', () => {
    const { resources } = synthesize((stack) => {
      azure.alarmsTo(stack.node.root, PAGER.replace('pager', 'all'));
      const place = { name: 'pager', shortName: 'pager', resourceGroupName: 'ops' };
      azure.alarmsTo(stack, new MonitorActionGroup(stack, 'Pager', place));
      api(stack);
      worker(stack, { alarms: PAGER });
    });
    const { ServerErrorsAlarm, DeadLettersAlarm } = rulesOf(resources);
    expect(ServerErrorsAlarm!.action.action_groups).toEqual([
      expect.stringContaining('azurerm_monitor_action_group.Pager.id'),
    ]);
    expect(DeadLettersAlarm!.action.action_groups).toEqual([PAGER]);
  });

  test.each<[string, unknown]>([
    ['the name of a group', 'pager'],
    ['another resource', PAGER.replace('actionGroups', 'webtests')],
    ['an object that is none', { terraformResourceType: 'azurerm_storage_queue' }],
    ['true', true],
    ['null', null],
  ])('not to %s', (_, group) => {
    synthesize((stack) => {
      expect(problemsOf(() => azure.alarmsTo(stack, group as never))).toEqual(['ALARMS_TOPIC alarmsTo']);
      expect(problemsOf(() => worker(stack, { alarms: group as never }))).toEqual(['ALARMS_TOPIC alarms']);
    });
  });

  test.each([api, job(), worker, files, images, changes].map((declare) => [declare]))(
    'in whatever order groups are named and constructs are made: %#',
    (declare) => {
      const named = (order: readonly string[]) =>
        synthesize((stack) => {
          const steps: Record<string, () => void> = {
            stack: () => azure.alarmsTo(stack, PAGER),
            app: () => azure.alarmsTo(stack.node.root, PAGER.replace('pager', 'all')),
            make: () => void declare(stack),
          };
          for (const step of order) steps[step]!();
        }).resources;
      const expected = named(['app', 'stack', 'make']);
      expect(expected[RULE]).toBeDefined();
      expect(named(['make', 'app', 'stack'])).toEqual(expected);
      expect(named(['make', 'stack', 'app'])).toEqual(expected);
    },
  );

  test('nowhere without traces, which they look at', () => {
    synthesize((stack) => {
      azure.alarmsTo(stack, PAGER);
      expect(problemsOf(() => api(stack, { tracing: 'off' }))).toEqual(['ALARMS_TRACING tracing']);
    });
    synthesize((stack) => {
      api(stack, { tracing: 'off' });
      expect(problemsOf(() => azure.alarmsTo(stack, PAGER))).toEqual(['ALARMS_TRACING tracing']);
    });
  });
});
