import { describeApp, hours, seconds } from 'tradewind';
import { ApiFunction, type AzureStack, PlainFunction, type PlainFunctionProps } from 'tradewind/azure';
import { inventory, only, problemsOf, synthesize } from './synthesize';

const entry = 'test/fixtures/handlers/plain.ts';
const APP = 'azurerm_function_app_flex_consumption';
const add = (stack: AzureStack, props: Partial<PlainFunctionProps> = {}) =>
  new PlainFunction(stack, 'Welcome', { entry, ...props });

test('the whole inventory, each with its purpose', () => {
  const { app, resources } = synthesize((stack) => add(stack));
  expect(inventory(resources)).toEqual({
    azurerm_resource_group: 2, // one holds the logs, the other everything else
    azurerm_storage_account: 1, // its code, and its locks
    azurerm_storage_blob: 1, // the uploaded code
    azurerm_resource_group_template_deployment: 1, // deploys it
    azurerm_log_analytics_workspace: 1, // keeps logs
    azurerm_application_insights: 1, // takes them
    azurerm_user_assigned_identity: 1, // of the function
    azurerm_service_plan: 1, // how it bills
    azurerm_storage_container: 2, // code that runs, and code that is uploaded
    [APP]: 1, // the handler
  });
  expect(resources[APP]).toMatchSnapshot();
  const [model] = describeApp(app).constructs;
  expect(model).toMatchObject({ kind: 'PlainFunction', triggers: [], limits: { timeoutSeconds: 30 } });
  expect(model!.props).not.toHaveProperty('retries');
});

test('a binding gives the address with the key of the function app', () => {
  const { resources } = synthesize((stack) => {
    const bindings = { WELCOME: add(stack) };
    for (const id of ['Api', 'Other'])
      new ApiFunction(stack, id, { entry: 'test/fixtures/handlers/orders.ts', auth: 'none', bindings });
  });
  const { WELCOME } = only(resources, APP, 'Api').app_settings;
  expect(WELCOME).toMatch(
    /^https:\/\/\$\{azurerm_function_app_flex_consumption\.Welcome_App_\w+\.default_hostname\}\/\?code=\$\{data\.azurerm_function_app_host_keys\.Welcome_Keys_\w+\.default_function_key\}$/,
  );
});

test('the props are passed on', () => {
  const { resources } = synthesize((stack) => add(stack, { memory: 4096, maxInstances: 2, environment: { A: 'b' } }));
  expect(only(resources, APP)).toMatchObject({
    instance_memory_in_mb: 4096,
    maximum_instance_count: 2,
    app_settings: expect.objectContaining({ A: 'b' }),
  });
});

test.each<[string, Partial<PlainFunctionProps>]>([
  ['UNSUPPORTED retries', { retries: 1 }],
  ['UNSUPPORTED maxAge', { maxAge: hours(1) }],
  ['UNSUPPORTED logRetention', { logRetention: 7 }],
  ['TIMEOUT_MAX timeout', { timeout: seconds(0.5) }],
  ['MEMORY_RANGE memory', { memory: 128 }],
  ['CONCURRENCY_RANGE maxInstances', { maxInstances: 0 }],
  ['ENV_KEY environment.WEBSITE_NAME', { environment: { WEBSITE_NAME: 'x' } }],
  ['BINDING_TARGET bindings.POOL', { bindings: { POOL: {} as never } }],
])('refuses with %s', (problem, props) => {
  expect(problemsOf(() => synthesize((stack) => add(stack, props)))).toEqual([problem]);
});
