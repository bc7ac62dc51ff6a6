import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Construct } from 'constructs';
import { describeApp, minutes, seconds } from 'tradewind';
import { ApiFunction, type ApiFunctionProps, ScheduledJob, type ScheduledJobProps } from 'tradewind/netlify';
import { problemsOf } from '../problems';
import { newSite } from './site';

const API = 'test/fixtures/handlers/orders.ts';
const JOB = 'test/fixtures/handlers/job.ts';

function withApi(props: Partial<ApiFunctionProps> = {}) {
  const made = newSite();
  const orders = new ApiFunction(made.site, 'Orders', {
    entry: API,
    auth: 'none',
    routes: ['GET /orders/{id}', 'POST /orders'],
    ...props,
  });
  return { ...made, orders };
}

function withJob(props: Partial<ScheduledJobProps> = {}) {
  const made = newSite();
  const job = new ScheduledJob(made.site, 'Report', {
    entry: JOB,
    schedule: 'every day at 03:00',
    timeZone: 'UTC',
    ...props,
  });
  return { ...made, job };
}

test('the whole inventory, each with its purpose', () => {
  const { root, site } = newSite({});
  const orders = new ApiFunction(site, 'Orders', { entry: API, auth: 'none' });
  const report = new ScheduledJob(site, 'Report', { entry: JOB, schedule: 'every 5 minutes' });
  const { directory } = site.synth();
  expect(directory).toBe(path.join(root, '.netlify/v1/functions'));
  const files = readdirSync(path.join(root, '.netlify'), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile())
    .map((file) => path.relative(root, path.join(file.parentPath, file.name)));
  expect(files.sort()).toEqual(
    [
      '.netlify/tradewind.json', // what is in the app
      `.netlify/v1/functions/${orders.function.name}/index.mjs`, // answers
      `.netlify/v1/functions/${orders.function.name}/index.mjs.map`, // lines of the source, for errors
      `.netlify/v1/functions/${report.function!.name}/index.mjs`, // does the work
      `.netlify/v1/functions/${report.function!.name}/index.mjs.map`,
    ].sort(),
  );
  // Netlify reads it without running the file.
  const code = readFileSync(path.join(directory, report.function!.name, 'index.mjs'), 'utf8');
  expect(code).toMatch(/export\s*\{[^}]*\bas config\b[^}]*\}/);
});

describe('ApiFunction', () => {
  test('declares its routes and its deployed files', () => {
    const { orders } = withApi();
    expect(orders.function.config).toEqual({
      generator: 'tradewind',
      nodeVersion: '24',
      includedFiles: ['**'],
      path: ['/orders/:id', '/orders'],
    });
  });

  test('has its own memory, and settings that it has no props for', () => {
    const rateLimit = { windowLimit: 60, windowSize: 60, aggregateBy: ['ip'] };
    const { orders } = withApi({ memory: 2048, overrides: { function: { region: 'fra', rateLimit } } });
    expect(orders.function.config).toMatchObject({ memory: 2048, region: 'fra', rateLimit });
  });

  test('that answers everything stands behind static files, and leaves their paths to other functions', () => {
    const { site, orders } = withApi();
    const rest = new ApiFunction(site, 'Rest', { entry: API, auth: 'none' });
    expect(rest.function.config).toMatchObject({
      path: ['/*'],
      excludedPath: ['/orders/:id', '/orders'],
      preferStatic: true,
    });
    expect(orders.function.config).not.toHaveProperty('excludedPath');
  });

  test('excludes only the paths of others within its own', () => {
    const { site } = newSite();
    const make = (id: string, routes: string[]) => new ApiFunction(site, id, { entry: API, auth: 'none', routes });
    const orders = make('Orders', ['GET /orders/{id}', 'GET /orders/{id}/lines']);
    make('Latest', ['GET /orders/latest', 'GET /shops/{id}', 'GET /orders']);
    const files = make('Files', ['GET /{folder}/{path+}']);
    expect(orders.function.config.excludedPath).toEqual(['/orders/latest']);
    expect(files.function.config.excludedPath).toEqual([
      '/orders/:id',
      '/orders/:id/lines',
      '/orders/latest',
      '/shops/:id',
    ]);
  });

  test('writes paths as Netlify reads them', () => {
    const { site } = newSite();
    const routes = ['GET /Files/{path+}', 'GET /v1:go', 'GET /{id}/v1:go'];
    const { config } = new ApiFunction(site, 'Files', { entry: API, auth: 'none', routes }).function;
    expect(config.path).toEqual(['/Files/*', '/files/*', '/v1:go', '/:id/v1\\:go']);
  });

  test('explains its function, and is in the model', () => {
    const { site, orders } = withApi();
    expect(describeApp(site).constructs).toMatchObject([
      {
        kind: 'ApiFunction',
        provider: 'netlify',
        triggers: [{ on: 'GET /orders/{id}' }, { on: 'POST /orders' }],
        resources: [{ path: orders.function.node.path, type: 'Netlify Function' }],
      },
    ]);
    expect(orders.url).toMatch(/^https:\/\/.+\.netlify\.app$/);
  });
});

describe('ScheduledJob', () => {
  test('declares its schedule, and answers on no path', () => {
    const { job } = withJob();
    expect(job.function!.config).toMatchObject({ schedule: '0 3 * * *' });
    expect(job.function!.config).not.toHaveProperty('path');
  });

  test('is omitted with enabled: false, because anyone could call it', () => {
    const { job, site } = withJob({ enabled: false });
    expect(job.function).toBeUndefined();
    expect(describeApp(site).constructs).toMatchObject([{ kind: 'ScheduledJob', functions: [], triggers: [] }]);
    expect(readdirSync(site.synth().directory)).toEqual([]);
  });

  test('ends before the next run is due, so that none overlap', () => {
    const [construct] = describeApp(withJob({ schedule: 'every minute', timeZone: undefined }).site).constructs;
    expect(construct!.props.overlap).toBe('skip');
    expect(construct!.limits.timeoutSeconds).toBeLessThan(60);
  });
});

describe('refused is', () => {
  test.each<[string, () => unknown]>([
    ['UNSUPPORTED throttle', () => withApi({ throttle: { rate: 1, burst: 1 } })],
    ['UNSUPPORTED domain', () => withApi({ domain: { name: 'api.example.com' } })],
    ['BINDING_TARGET bindings.JOBS', () => withApi({ bindings: { JOBS: {} } })],
    ['UNSUPPORTED auth', () => withApi({ auth: 'iam' })],
    ['API_SIZE maxRequestBytes', () => withApi({ maxRequestBytes: 6_291_457 })],
    ['API_SIZE maxRequestBytes', () => withApi({ maxRequestBytes: 0.5 })],
    ['TIMEOUT_MAX timeout', () => withApi({ timeout: seconds(61) })],
    ['MEMORY_RANGE memory', () => withApi({ memory: 512 })],
    ['ENV_KEY environment.NETLIFY_DEV', () => withApi({ environment: { NETLIFY_DEV: 'x' } })],
    ['TIMEOUT_MAX timeout', () => withJob({ timeout: minutes(5) })],
    ['UNSUPPORTED maxAge', () => withJob({ maxAge: minutes(5) })],
    ['SCHED_UNEVEN schedule', () => withJob({ schedule: 'every 7 minutes', timeZone: undefined })],
  ])('%s', (problem, make) => {
    expect(problemsOf(make)).toContain(problem);
  });

  test('a path that another function has, for whatever method', () => {
    const { site } = withApi();
    const again = () =>
      new ApiFunction(site, 'Again', { entry: API, auth: 'none', routes: ['DELETE /orders/{number}'] });
    expect(again).toThrow(/^\[tradewind:API_ROUTE\] Again: .* that Orders already answers/);
  });

  test('a path within a path of another function within a path of its own', () => {
    const { site } = newSite();
    const make = (id: string, routes: string[]) => new ApiFunction(site, id, { entry: API, auth: 'none', routes });
    make('Outer', ['$default', 'GET /orders/latest']);
    make('Middle', ['GET /orders/{id}']);
    expect(() => site.synth()).toThrow(/^\[tradewind:API_ROUTE\] Outer: routes="GET \/orders\/latest"/);
  });

  test('a construct outside of a NetlifySite', () => {
    const scope = new Construct(undefined as never, '');
    expect(() => new ScheduledJob(scope, 'Report', { entry: JOB, schedule: 'every hour' })).toThrow(
      expect.objectContaining({ code: 'APP_CLASS' }),
    );
  });
});
