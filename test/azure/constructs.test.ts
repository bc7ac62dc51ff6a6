import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeApp, minutes, seconds } from 'tradewind';
import { ApiFunction, type ApiFunctionProps, App, ScheduledJob, type ScheduledJobProps } from 'tradewind/azure';
import { inventory, only, problemsOf, synthesize } from './synthesize';

const API = 'test/fixtures/handlers/orders.ts';
const JOB = 'test/fixtures/handlers/job.ts';
const APP = 'azurerm_function_app_flex_consumption';

const api = (props: Partial<ApiFunctionProps> = {}) =>
  synthesize((stack) => new ApiFunction(stack, 'Orders', { entry: API, auth: 'none', ...props }));
const job = (props: Partial<ScheduledJobProps> = {}) =>
  synthesize(
    (stack) =>
      new ScheduledJob(stack, 'Report', { entry: JOB, schedule: 'every monday at 03:00', timeZone: 'UTC', ...props }),
  );

/** Resources that all functions of a stack share. */
const SHARED = {
  azurerm_resource_group: 2, // one holds the logs, the other everything else
  azurerm_log_analytics_workspace: 1, // keeps logs
  azurerm_application_insights: 1, // takes them
};
/** Resources of every function. */
const FUNCTION = {
  azurerm_user_assigned_identity: 1, // who it is
  azurerm_service_plan: 1, // how it bills
  azurerm_storage_account: 1, // its code, and its locks
  azurerm_storage_container: 2, // code that runs, and code that is uploaded
  azurerm_storage_blob: 1, // the uploaded code
  azurerm_resource_group_template_deployment: 1, // deploys it
  [APP]: 1, // itself
};

describe.each([
  ['ApiFunction', api],
  ['ScheduledJob', job],
])('%s', (_, make) => {
  test('the whole inventory, each with its purpose', () => {
    const { app, resources } = make();
    expect(inventory(resources)).toEqual({ ...SHARED, ...FUNCTION });
    const model = describeApp(app);
    const explained = [...model.shared, ...model.constructs.flatMap(({ resources: all }) => all)];
    expect(explained).toHaveLength(12);
    for (const { purpose } of explained) expect(purpose).toMatch(/^[A-Z].+\.$/);
  });

  test('as Terraform is given it', () => {
    expect(make().resources).toMatchSnapshot();
  });

  test('two in one stack share the common resources', () => {
    const { resources } = synthesize((stack) => {
      for (const id of ['One', 'Two']) new ApiFunction(stack, id, { entry: API, auth: 'none' });
    });
    const twice = Object.fromEntries(Object.entries(FUNCTION).map(([type, count]) => [type, 2 * count]));
    expect(inventory(resources)).toEqual({ ...SHARED, ...twice });
  });
});

describe('a function app', () => {
  test('has an identity without permissions, its own limits, and the settings of the table', () => {
    const { resources } = api({ memory: 4096, maxInstances: 3, environment: { GREETING: 'hello' } });
    expect(only(resources, APP)).toMatchObject({
      runtime_name: 'node',
      runtime_version: '22',
      instance_memory_in_mb: 4096,
      maximum_instance_count: 3,
      https_only: true,
      webdeploy_publish_basic_authentication_enabled: false,
      identity: {
        type: 'UserAssigned',
        identity_ids: [expect.stringMatching(/^\$\{azurerm_user_assigned_identity\./)],
      },
      app_settings: { GREETING: 'hello', AzureWebJobsDisableHomepage: 'true' },
    });
    expect(Object.keys(resources)).not.toContain('azurerm_role_assignment');
  });

  test('leaves no traces where they are switched off', () => {
    const { resources } = api({ tracing: 'off' });
    expect(only(resources, APP).site_config).not.toHaveProperty('application_insights_connection_string');
    expect(Object.keys(resources)).not.toContain('azurerm_application_insights');
  });

  test('of a job that is not enabled is switched off', () => {
    expect(only(job({ enabled: false }).resources, APP).app_settings).toMatchObject({
      'AzureWebJobs.handler.Disabled': 'true',
    });
  });

  test('has its own name in each subscription, and its own storage account', () => {
    const { resources } = api();
    expect(only(resources, APP).name).toMatch(/^shop-orders-[0-9a-f]{8}$/);
    expect(only(resources, 'azurerm_storage_account').name).toMatch(/^[a-z0-9]{3,24}$/);
  });

  test('receives the URL of a function that it can call', () => {
    const { resources } = synthesize((stack) => {
      const called = new ApiFunction(stack, 'Called', { entry: API, auth: 'none' });
      new ApiFunction(stack, 'Caller', { entry: API, auth: 'none', bindings: { CALLED: called } });
    });
    expect(only(resources, APP, 'Caller').app_settings.CALLED).toMatch(
      /^https:\/\/\$\{azurerm_function_app_flex_consumption\.Called_App_.+\.default_hostname\}$/,
    );
  });
});

describe('refused is', () => {
  test.each<[string, () => unknown]>([
    ['UNSUPPORTED auth', () => api({ auth: 'iam' })],
    ['UNSUPPORTED throttle', () => api({ throttle: { rate: 1, burst: 1 } })],
    ['UNSUPPORTED domain', () => api({ domain: { name: 'api.example.com' } })],
    ['UNSUPPORTED streaming', () => api({ streaming: true })],
    ['UNSUPPORTED logRetention', () => api({ logRetention: 7 })],
    ['TIMEOUT_MAX timeout', () => api({ timeout: seconds(231) })],
    ['TIMEOUT_MAX timeout', () => job({ timeout: seconds(1.5) })],
    ['MEMORY_RANGE memory', () => api({ memory: 512 })],
    ['CONCURRENCY_RANGE maxInstances', () => api({ maxInstances: 1001 })],
    ['ENV_KEY environment.my-key', () => api({ environment: { 'my-key': 'x' } })],
    ['ENV_KEY environment.WEBSITE_X', () => api({ environment: { WEBSITE_X: 'x' } })],
    ['BINDING_TARGET bindings.BOUND', () => api({ bindings: { BOUND: 'text' as never } })],
    ['UNSUPPORTED flexibleWindow', () => job({ flexibleWindow: minutes(5) })],
    ['UNSUPPORTED maxAge', () => job({ maxAge: minutes(5) })],
    ['SCHED_UNEVEN schedule', () => job({ schedule: 'every 7 minutes', timeZone: undefined })],
  ])('%s', (problem, make) => {
    expect(problemsOf(make)).toContain(problem);
  });

  test('no id that the stack reserves', () => {
    const ids = ['Code', 'Group', 'Logs', 'Insights', 'Vault', 'Cosmos', 'azurerm'];
    const make = () => synthesize((stack) => ids.map((id) => new ApiFunction(stack, id, { entry: API, auth: 'none' })));
    expect(problemsOf(make)).toEqual([]);
  });

  test('a construct outside of an AzureStack', () => {
    const app = new App({ outdir: mkdtempSync(path.join(tmpdir(), 'tradewind-')) });
    expect(() => new ApiFunction(app, 'A', { entry: API, auth: 'none' })).toThrow(
      expect.objectContaining({ code: 'STACK' }),
    );
  });
});
