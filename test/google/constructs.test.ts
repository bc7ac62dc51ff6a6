import { Stack as CdkStack } from 'aws-cdk-lib';
import { describeApp, hours, seconds } from 'tradewind';
import { ApiFunction, type ApiFunctionProps, jwt, ScheduledJob, type ScheduledJobProps } from 'tradewind/google';
import { testApp } from 'tradewind/testing';
import { physicalName } from '../../lib/terraform/physical-name';
import { inventory, newStack, only, problemsOf } from './terraform';

const API = 'test/fixtures/handlers/orders.ts';
const JOB = 'test/fixtures/handlers/job.ts';

function withApi(props: Partial<ApiFunctionProps> = {}) {
  const made = newStack();
  new ApiFunction(made.stack, 'Orders', { entry: API, auth: 'none', routes: ['GET /orders/{id}'], ...props });
  return made;
}

function withJob(props: Partial<ScheduledJobProps> = {}) {
  const made = newStack();
  new ScheduledJob(made.stack, 'Report', { entry: JOB, schedule: 'every day at 03:00', timeZone: 'UTC', ...props });
  return made;
}

describe('ApiFunction', () => {
  test('the whole inventory, each with its purpose', () => {
    const { resource } = withApi().synthesize();
    expect(inventory(resource)).toEqual({
      google_project_service: 4, // run, functions, build, and the registry of what is built
      google_storage_bucket: 1, // code of the stack's functions
      google_storage_bucket_object: 1, // code of this one
      google_service_account: 2, // of the function, and of builds
      google_project_iam_member: 3, // lets builds read code, keep images, and log
      google_cloudfunctions2_function: 1, // answers
      google_cloud_run_v2_service_iam_member: 1, // lets everybody call it, as auth: 'none' says
    });
    expect(resource).toMatchSnapshot();
  });

  test('explains each of its resources', () => {
    const { app, synthesize } = withApi();
    const { resource } = synthesize();
    const model = describeApp(app);
    const explained = [...model.shared, ...model.constructs.flatMap(({ resources }) => resources)];
    const all = Object.values(resource).flatMap((named) => Object.keys(named));
    expect(explained).toHaveLength(all.length);
    for (const { purpose } of explained) expect(purpose).toMatch(/^[A-Z].+\.$/);
  });

  test('has an identity without permissions, its own limits, and the settings of the table', () => {
    const { resource } = withApi({ timeout: seconds(20), memory: 2048, maxInstances: 3 }).synthesize();
    expect(only(resource, 'google_cloudfunctions2_function').service_config).toMatchObject({
      available_memory: '2048Mi',
      timeout_seconds: 20,
      max_instance_count: 3,
      max_instance_request_concurrency: 80,
      service_account_email: expect.stringMatching(/^\$\{google_service_account\..+\.email\}$/),
    });
    const members = Object.values(resource.google_project_iam_member!).map(({ member }) => member);
    for (const member of members)
      expect(member).toMatch(/google_service_account\.Tradewind_FunctionBuilds_[0-9A-F]+\.email/);
  });

  test('has as many vCPUs as Cloud Run wants for its memory', () => {
    const cpus = [512, 4096, 4097, 8192, 16_384, 24_576, 32_768].map((memory) => {
      const { service_config } = only(withApi({ memory }).synthesize().resource, 'google_cloudfunctions2_function');
      return (service_config as unknown as { available_cpu: string }).available_cpu;
    });
    expect(cpus).toEqual(['1', '1', '2', '2', '4', '6', '8']);
  });

  test('is built by an identity that reaches no buckets but those of code', () => {
    const { resource } = withApi().synthesize();
    expect(only(resource, 'google_cloudfunctions2_function').build_config).toMatchObject({
      service_account: expect.stringMatching(/google_service_account\.Tradewind_FunctionBuilds_[0-9A-F]+\.id/),
    });
    expect(Object.values(resource.google_project_iam_member!).map(({ role, condition }) => [role, condition])).toEqual([
      ['roles/artifactregistry.writer', undefined],
      ['roles/logging.logWriter', undefined],
      [
        'roles/storage.objectAdmin',
        expect.objectContaining({
          expression: 'resource.name.startsWith("projects/_/buckets/gcf-v2-sources-")',
        }),
      ],
    ]);
  });

  test('is built by the given identity, without new permissions for it', () => {
    const account = 'projects/shop-4711/serviceAccounts/builder@shop-4711.iam.gserviceaccount.com';
    const { stack, synthesize } = newStack(undefined, { buildServiceAccount: account });
    new ApiFunction(stack, 'Orders', { entry: API, auth: 'none' });
    const { resource } = synthesize();
    expect(only(resource, 'google_cloudfunctions2_function').build_config).toMatchObject({ service_account: account });
    expect(Object.keys(resource)).not.toContain('google_project_iam_member');
  });

  test("is closed with auth: 'iam', and open to members with grantInvoke", () => {
    const { stack, synthesize } = newStack();
    const orders = new ApiFunction(stack, 'Orders', { entry: API, auth: 'iam' });
    orders.grantInvoke('serviceAccount:reports@shop-4711.iam.gserviceaccount.com');
    expect(only(synthesize().resource, 'google_cloud_run_v2_service_iam_member')).toMatchObject({
      role: 'roles/run.invoker',
      member: 'serviceAccount:reports@shop-4711.iam.gserviceaccount.com',
    });
  });

  test('two share the services and the bucket of the stack', () => {
    const { stack, synthesize } = newStack();
    for (const id of ['A', 'B']) new ApiFunction(stack, id, { entry: API, auth: 'iam' });
    expect(inventory(synthesize().resource)).toMatchObject({
      google_project_service: 4,
      google_storage_bucket: 1,
      google_cloudfunctions2_function: 2,
    });
  });
});

describe('ScheduledJob', () => {
  test('the whole inventory, each with its purpose', () => {
    const { resource } = withJob({ input: { days: 7 } }).synthesize();
    expect(inventory(resource)).toEqual({
      google_project_service: 5, // those of functions, and the scheduler
      google_storage_bucket: 1, // code of the stack's functions
      google_storage_bucket_object: 1, // code of this one
      google_service_account: 3, // of the function, of who calls it, and of builds
      google_project_iam_member: 3, // lets builds read code, keep images, and log
      google_cloudfunctions2_function: 1, // does the work
      google_cloud_run_v2_service_iam_member: 1, // allows only the schedule to call it
      google_cloud_scheduler_job: 1, // calls it
    });
    expect(only(resource, 'google_cloud_scheduler_job')).toMatchObject({
      schedule: '0 3 * * *',
      time_zone: 'UTC',
      attempt_deadline: '300s',
      // Not max_retry_duration: Cloud Scheduler tries until both limits are reached.
      retry_config: { retry_count: 2, min_backoff_duration: '60s' },
      http_target: {
        body: Buffer.from('{"days":7}').toString('base64'),
        oidc_token: { audience: expect.stringContaining('service_config[0].uri') },
      },
    });
  });

  test('a run without retries is attempted once', () => {
    const { resource } = withJob({ retries: 0 }).synthesize();
    expect(only(resource, 'google_cloud_scheduler_job').retry_config).toEqual({
      retry_count: 0,
      min_backoff_duration: '60s',
    });
  });

  test('runs alone, unless overlap is allowed', () => {
    const settings = (made: ReturnType<typeof newStack>) =>
      only(made.synthesize().resource, 'google_cloudfunctions2_function').service_config;
    expect(settings(withJob())).toMatchObject({ max_instance_count: 1, max_instance_request_concurrency: 1 });
    expect(settings(withJob({ overlap: 'allow' }))).toMatchObject({ max_instance_count: 10 });
  });
});

describe('refused is', () => {
  test.each<[string, () => unknown]>([
    ['UNSUPPORTED throttle', () => withApi({ throttle: { rate: 1, burst: 1 } })],
    ['UNSUPPORTED domain', () => withApi({ domain: { name: 'api.example.com' } })],
    [
      'UNSUPPORTED auth',
      () => withApi({ auth: { kind: 'authorizer', entry: API, identitySources: [], cacheSeconds: 0 } }),
    ],
    ['TIMEOUT_MAX timeout', () => withApi({ timeout: hours(2) })],
    ['MEMORY_RANGE memory', () => withApi({ memory: 128 })],
    ['ENV_KEY environment.K_SERVICE', () => withApi({ environment: { K_SERVICE: 'x' } })],
    [
      'TOKEN auth.issuer',
      // biome-ignore lint/suspicious/noTemplateCurlyInString: tokens of Terraform look like that
      () => withApi({ auth: jwt({ issuer: 'https://${TfToken[TOKEN.1]}', audience: ['a'] }) }),
    ],
    ['UNSUPPORTED flexibleWindow', () => withJob({ flexibleWindow: seconds(60) })],
    ['UNSUPPORTED maxAge', () => withJob({ maxAge: hours(2) })],
    ['UNSUPPORTED start', () => withJob({ start: new Date() })],
    ['TIMEOUT_MAX timeout', () => withJob({ timeout: seconds(1801) })],
    ['SCHED_RETRIES retries', () => withJob({ retries: 6 })],
    ['SCHED_UNEVEN schedule', () => withJob({ schedule: 'every 7 minutes', timeZone: undefined })],
  ])('%s', (problem, make) => {
    expect(problemsOf(make)).toContain(problem);
  });

  test('no id that the stack reserves', () => {
    const { stack, synthesize } = newStack();
    for (const id of ['Code', 'Project', 'StorageAgent', 'FunctionBuilds', 'google'])
      new ApiFunction(stack, id, { entry: API, auth: 'none' });
    expect(() => synthesize()).not.toThrow();
  });

  test('a construct outside of a GoogleStack', () => {
    const stack = new CdkStack(testApp(), 'Shop');
    expect(() => new ApiFunction(stack, 'Orders', { entry: API, auth: 'none' })).toThrow(
      expect.objectContaining({ code: 'STACK' }),
    );
  });
});

test('names are short, of the letters that Google takes, and unique', () => {
  const long = 'Überlange-Namen/'.repeat(9);
  const name = physicalName(long, { most: 30, hashed: long });
  expect(name).toMatch(/^[a-z][a-z0-9-]{0,28}[a-z0-9]$/);
  expect(physicalName(long, { most: 30, hashed: `${long}x` })).not.toBe(name);
  expect(physicalName('4711', { most: 30, hashed: 'a' })).toMatch(/^x-/);
});
