import { Construct } from 'constructs';
import { describeApp, hours, seconds } from 'tradewind';
import { ApiFunction, type ApiFunctionProps, jwt, ScheduledJob, type ScheduledJobProps } from 'tradewind/vercel';
import { problemsOf } from '../problems';
import { newApp } from './app';

const API = 'test/fixtures/handlers/orders.ts';
const JOB = 'test/fixtures/handlers/job.ts';

function withApi(props: Partial<ApiFunctionProps> = {}) {
  const made = newApp();
  const orders = new ApiFunction(made.app, 'Orders', {
    entry: API,
    auth: 'none',
    routes: ['GET /orders/{id}'],
    ...props,
  });
  return { ...made, orders };
}

function withJob(props: Partial<ScheduledJobProps> = {}) {
  const made = newApp();
  const job = new ScheduledJob(made.app, 'Report', {
    entry: JOB,
    schedule: 'every day at 03:00',
    timeZone: 'UTC',
    ...props,
  });
  return { ...made, job };
}

describe('ApiFunction', () => {
  test('the whole inventory, each with its purpose', () => {
    const { orders, synthesize } = withApi();
    const files = synthesize();
    expect(Object.keys(files)).toEqual([
      'config.json', // which requests come to which function
      `functions/${orders.function.name}.func/.vc-config.json`, // the settings of the function; its code is left out here
    ]);
    expect(files).toMatchSnapshot();
  });

  test('has its own limits and environment, and the settings of the table', () => {
    const { orders } = withApi({ timeout: seconds(20), memory: 3008, environment: { CURRENCY: 'NOK' } });
    expect(orders.function.settings).toMatchObject({ maxDuration: 20, memory: 3008, environment: { CURRENCY: 'NOK' } });
    expect(withApi().orders.function.settings).not.toHaveProperty('memory');
  });

  test('takes settings that it has no props for', () => {
    const { orders } = withApi({ overrides: { function: { regions: ['arn1'] } } });
    expect(orders.function.settings.regions).toEqual(['arn1']);
  });

  test('explains its function, and is in the model', () => {
    const { app, orders } = withApi();
    const [construct] = describeApp(app).constructs;
    expect(construct).toMatchObject({
      kind: 'ApiFunction',
      provider: 'vercel',
      triggers: [{ kind: 'http', on: 'GET /orders/{id}' }],
      resources: [{ path: orders.function.node.path, type: 'Vercel Function', purpose: 'Answers GET /orders/{id}.' }],
    });
  });

  test('answers on the address of the project', () => {
    expect(withApi().orders.url).toMatch(/^https:\/\/.+\.vercel\.app$/);
  });
});

describe('the routing layer', () => {
  type Rule = { readonly src?: string; readonly methods?: readonly string[]; readonly dest?: string };

  /** The function that the first fitting rule names. */
  function destination(rules: readonly Rule[], method: string, to: string) {
    const rule = rules.find(({ src, methods, dest }) => {
      return dest !== undefined && new RegExp(src!).test(to) && (methods?.includes(method) ?? true);
    });
    return rule?.dest?.replace(/^\/(.+)-[0-9a-f]{8}$/, '$1');
  }

  test('brings each request to the function of the most specific route', () => {
    const { app, synthesize } = newApp();
    const make = (id: string, routes: string[], more = {}) =>
      new ApiFunction(app, id, { entry: API, auth: 'none', routes, ...more });
    make('Rest', ['$default']);
    make('Files', ['GET /files/{path+}', 'ANY /files/v1.0']);
    make('Reads', ['GET /orders/{id}', 'GET /orders']);
    make('Writes', ['POST /orders', 'PUT /orders/{id}'], { cors: { origins: ['*'] } });
    make('Latest', ['GET /orders/latest']);
    const { routes } = synthesize()['config.json'] as { routes: Rule[] };
    expect(routes[0]).toEqual({ handle: 'filesystem' });
    const asked = ['GET /orders/7', 'HEAD /orders/7', 'PUT /orders/7', 'GET /orders/latest', 'POST /orders'];
    expect(asked.map((request) => destination(routes, ...(request.split(' ') as [string, string])))).toEqual([
      'reads',
      'reads',
      'writes',
      'latest',
      'writes',
    ]);
    expect(destination(routes, 'GET', '/files/a/b')).toBe('files');
    expect(destination(routes, 'PATCH', '/files/v1.0')).toBe('files');
    expect(destination(routes, 'PATCH', '/files/v1-0')).toBe('rest');
    // Preflight requests come to who answers them.
    expect(destination(routes, 'OPTIONS', '/orders/7')).toBe('writes');
    expect(destination(routes, 'GET', '/')).toBe('rest');
  });

  test('brings a wrong method to the function of the path, which answers 405', () => {
    const { routes } = withApi().synthesize()['config.json'] as { routes: Rule[] };
    expect(destination(routes, 'DELETE', '/orders/7')).toBe('orders');
    expect(destination(routes, 'DELETE', '/nothing')).toBeUndefined();
  });
});

describe('ScheduledJob', () => {
  test('the whole inventory, each with its purpose', () => {
    const { job, synthesize } = withJob({ input: { days: 7 } });
    const files = synthesize();
    expect(Object.keys(files)).toEqual([
      'config.json', // when it is woken
      `functions/${job.function.name}.func/.vc-config.json`, // the settings of the function
    ]);
    expect(files['config.json']).toEqual({
      version: 3,
      routes: [],
      crons: [{ path: `/${job.function.name}`, schedule: '0 3 * * *' }],
    });
    expect(job.function.name).toMatch(/^_tw\/report-[0-9a-f]{8}$/);
  });

  test('without being enabled, has no cron job', () => {
    const { job, synthesize } = withJob({ enabled: false });
    expect(job.cron).toBeUndefined();
    expect(synthesize()['config.json']).not.toHaveProperty('crons');
  });

  test('records its schedule in the app model', () => {
    const { app } = withJob({ schedule: new Date('2030-01-01T09:00:00Z'), timeZone: undefined });
    expect(describeApp(app).constructs[0]!.triggers).toMatchObject([
      { kind: 'schedule', on: '2030-01-01T09:00:00.000Z' },
    ]);
  });
});

describe('refused is', () => {
  test.each<[string, () => unknown]>([
    ['UNSUPPORTED throttle', () => withApi({ throttle: { rate: 1, burst: 1 } })],
    ['UNSUPPORTED domain', () => withApi({ domain: { name: 'api.example.com' } })],
    ['BINDING_TARGET bindings.JOBS', () => withApi({ bindings: { JOBS: {} } })],
    ['UNSUPPORTED auth', () => withApi({ auth: 'iam' })],
    [
      'UNSUPPORTED auth',
      () => withApi({ auth: { kind: 'authorizer', entry: API, identitySources: [], cacheSeconds: 0 } }),
    ],
    ['API_JWT auth.audience', () => withApi({ auth: jwt({ issuer: 'https://login.example.com', audience: [] }) })],
    ['API_SIZE maxRequestBytes', () => withApi({ maxRequestBytes: 5_000_000 })],
    ['TIMEOUT_MAX timeout', () => withApi({ timeout: hours(1) })],
    ['MEMORY_RANGE memory', () => withApi({ memory: 100 })],
    ['ENV_KEY environment.VERCEL_URL', () => withApi({ environment: { VERCEL_URL: 'x' } })],
    ['ENV_KEY environment.CRON_SECRET', () => withJob({ environment: { CRON_SECRET: 'x' } })],
    ['ROUTE_SYNTAX routes', () => withApi({ routes: ['/orders'] })],
    ['UNSUPPORTED overlap', () => withJob({ overlap: 'skip' })],
    ['UNSUPPORTED retries', () => withJob({ retries: 1 })],
    ['TIMEOUT_MAX timeout', () => withJob({ timeout: seconds(801) })],
    ['SCHED_UNEVEN schedule', () => withJob({ schedule: 'every 7 minutes', timeZone: undefined })],
  ])('%s', (problem, make) => {
    expect(problemsOf(make)).toContain(problem);
  });

  test('a route that another function answers', () => {
    const { app } = withApi();
    const again = () => new ApiFunction(app, 'Again', { entry: API, auth: 'none', routes: ['GET /orders/{number}'] });
    expect(again).toThrow(/^\[tradewind:API_ROUTE\] Again: .* is already a route of Orders/);
  });

  test('a construct outside of a VercelApp', () => {
    const scope = new Construct(undefined as never, '');
    expect(() => new ApiFunction(scope, 'Orders', { entry: API, auth: 'none' })).toThrow(
      expect.objectContaining({ code: 'APP_CLASS' }),
    );
  });
});
