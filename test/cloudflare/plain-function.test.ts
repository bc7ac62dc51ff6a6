import { describeApp, hours } from 'tradewind';
import { ApiFunction, type CloudflareStack, PlainFunction, type PlainFunctionProps } from 'tradewind/cloudflare';
import { inventory, only, problemsOf, synthesize } from './synthesize';

const entry = 'test/fixtures/handlers/plain.ts';
const add = (stack: CloudflareStack, props: Partial<PlainFunctionProps> = {}) =>
  new PlainFunction(stack, 'Welcome', { entry, ...props });

test('the whole inventory: a worker without an address', () => {
  const { app, resources } = synthesize((stack) => add(stack, { environment: { A: 'b' } }));
  expect(inventory(resources)).toEqual({ cloudflare_workers_script: 1 });
  expect(resources).toMatchSnapshot();
  const [model] = describeApp(app).constructs;
  expect(model).toMatchObject({ kind: 'PlainFunction', triggers: [] });
  expect(model!.props).not.toHaveProperty('retries');
});

test('a binding is a service binding', () => {
  const { resources } = synthesize((stack) => {
    new ApiFunction(stack, 'Api', {
      entry: 'test/fixtures/handlers/orders.ts',
      auth: 'none',
      bindings: { WELCOME: add(stack) },
    });
  });
  const scripts = Object.values(resources.cloudflare_workers_script!);
  const service = expect.stringMatching(/^\$\{cloudflare_workers_script\.Welcome_Script_\w+\.script_name\}$/);
  expect(scripts.flatMap(({ bindings }) => bindings)).toEqual([{ name: 'WELCOME', type: 'service', service }]);
  expect(only(resources, 'cloudflare_workers_script_subdomain')).toBeDefined();
});

test.each<[string, Partial<PlainFunctionProps>]>([
  ['UNSUPPORTED retries', { retries: 1 }],
  ['UNSUPPORTED maxAge', { maxAge: hours(1) }],
  ['UNSUPPORTED memory', { memory: 256 }],
  ['UNSUPPORTED maxInstances', { maxInstances: 1 }],
  ['UNSUPPORTED logRetention', { logRetention: 7 }],
  ['ENV_KEY environment.A-B', { environment: { 'A-B': 'x' } }],
  ['BINDING_TARGET bindings.POOL', { bindings: { POOL: {} as never } }],
])('refuses with %s', (problem, props) => {
  expect(problemsOf(() => synthesize((stack) => add(stack, props)))).toEqual([problem]);
});
