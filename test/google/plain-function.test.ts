import { ServiceAccount } from '@cdktf/provider-google/lib/service-account';
import { describeApp, hours, seconds } from 'tradewind';
import { ApiFunction, PlainFunction, type PlainFunctionProps } from 'tradewind/google';
import { inventory, newStack, only, problemsOf } from './terraform';

const entry = 'test/fixtures/handlers/plain.ts';

function withFunction(props: Partial<PlainFunctionProps> = {}) {
  const made = newStack();
  const fn = new PlainFunction(made.stack, 'Welcome', { entry, ...props });
  return { ...made, fn };
}

test('the whole inventory, each with its purpose: no one may call it', () => {
  const { app, synthesize } = withFunction();
  const { resource } = synthesize();
  expect(inventory(resource)).toEqual({
    google_project_service: 4, // run, functions, build, and the registry of what is built
    google_storage_bucket: 1, // code of the stack's functions
    google_storage_bucket_object: 1, // code of this one
    google_service_account: 2, // of the function, and of builds
    google_project_iam_member: 3, // lets builds read code, keep images, and log
    google_cloudfunctions2_function: 1, // the handler
  });
  expect(resource.google_cloudfunctions2_function).toMatchSnapshot();
  const [model] = describeApp(app).constructs;
  expect(model).toMatchObject({ kind: 'PlainFunction', triggers: [], limits: { timeoutSeconds: 30 } });
  expect(model!.props).not.toHaveProperty('retries');
});

test('grantInvoke takes a service account, and refuses names that are known only at deployment', () => {
  const { stack, fn, synthesize } = withFunction();
  const account = new ServiceAccount(stack, 'Reports', { accountId: 'reports' });
  expect(problemsOf(() => fn.grantInvoke(`serviceAccount:${account.email}`))).toEqual(['GRANTEE grantInvoke']);
  expect(problemsOf(() => fn.grantInvoke('reports'))).toEqual(['GRANTEE grantInvoke']);
  fn.grantInvoke(account);
  const [grant] = Object.values(synthesize().resource.google_cloud_run_v2_service_iam_member!);
  expect(grant).toMatchObject({
    member: expect.stringMatching(/^serviceAccount:\$\{google_service_account\.Reports\.email\}$/),
  });
});

test('a binding, and grantInvoke, let one member call the one function', () => {
  const { stack, fn, synthesize } = withFunction();
  new ApiFunction(stack, 'Api', { entry: 'test/fixtures/handlers/orders.ts', auth: 'iam', bindings: { WELCOME: fn } });
  fn.grantInvoke('serviceAccount:tasks@shop-4711.iam.gserviceaccount.com');
  fn.grantInvoke('serviceAccount:tasks@shop-4711.iam.gserviceaccount.com');
  const { resource } = synthesize();
  const grants = Object.values(resource.google_cloud_run_v2_service_iam_member!);
  expect(grants.map(({ member }) => member).sort()).toEqual([
    expect.stringMatching(/^serviceAccount:\$\{google_service_account\.Api_Identity_\w+\.email\}$/),
    'serviceAccount:tasks@shop-4711.iam.gserviceaccount.com',
  ]);
  for (const grant of grants) expect(grant).toMatchObject({ role: 'roles/run.invoker' });
});

test('the props are passed on', () => {
  const { synthesize } = withFunction({ timeout: seconds(5), memory: 512, maxInstances: 2, environment: { A: 'b' } });
  expect(only(synthesize().resource, 'google_cloudfunctions2_function').service_config).toMatchObject({
    timeout_seconds: 5,
    available_memory: '512Mi',
    max_instance_count: 2,
    environment_variables: { A: 'b' },
  });
});

test.each<[string, Partial<PlainFunctionProps>]>([
  ['UNSUPPORTED retries', { retries: 1 }],
  ['UNSUPPORTED maxAge', { maxAge: hours(1) }],
  ['UNSUPPORTED logRetention', { logRetention: 7 }],
  ['TIMEOUT_MAX timeout', { timeout: seconds(3601) }],
  ['MEMORY_RANGE memory', { memory: 128 }],
  ['ENV_KEY environment.K_SERVICE', { environment: { K_SERVICE: 'x' } }],
  ['BINDING_TARGET bindings.POOL', { bindings: { POOL: {} as never } }],
])('refuses with %s', (problem, props) => {
  expect(problemsOf(() => withFunction(props))).toEqual([problem]);
});
