import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describeApp, seconds } from 'tradewind';
import { ApiFunction, type ApiFunctionProps, App, ScheduledJob, type ScheduledJobProps } from 'tradewind/cloudflare';
import { ACCOUNT, inventory, only, problemsOf, synthesize } from './synthesize';

const API = 'test/fixtures/handlers/orders.ts';
const JOB = 'test/fixtures/handlers/job.ts';

const api = (props: Partial<ApiFunctionProps> = {}) =>
  synthesize((stack) => new ApiFunction(stack, 'Orders', { entry: API, auth: 'none', ...props }));
const job = (props: Partial<ScheduledJobProps> = {}) =>
  synthesize(
    (stack) =>
      new ScheduledJob(stack, 'Report', { entry: JOB, schedule: 'every monday at 03:00', timeZone: 'UTC', ...props }),
  );

describe('ApiFunction', () => {
  test('the whole inventory, each with its purpose', () => {
    const { app, resources } = api({ environment: { GREETING: 'hello' } });
    expect(inventory(resources)).toEqual({
      cloudflare_workers_script: 1, // answers
      cloudflare_workers_script_subdomain: 1, // its address
    });
    expect(resources).toMatchSnapshot();
    const explained = describeApp(app).constructs.flatMap(({ resources: all }) => all.map(({ type }) => type));
    expect(explained.sort()).toEqual(Object.keys(resources).sort());
  });

  test('has its code by a file and its hash, and reaches nothing but its variables', () => {
    const { resources } = api({ environment: { GREETING: 'hello' } });
    const script = only(resources, 'cloudflare_workers_script');
    expect(script).toMatchObject({
      account_id: ACCOUNT,
      main_module: 'index.mjs',
      compatibility_date: '2025-10-01',
      bindings: [{ name: 'GREETING', type: 'plain_text', text: 'hello' }],
      keep_bindings: ['secret_text', 'secret_key'],
    });
    expect(script.content_file).toBe(`assets/${script.content_sha256}.mjs`);
  });

  test('has its own domain in place of workers.dev', () => {
    const { resources } = api({ domain: { name: 'api.example.com', zone: { id: 'zone' } } });
    expect(inventory(resources)).toEqual({ cloudflare_workers_script: 1, cloudflare_workers_custom_domain: 1 });
    expect(only(resources, 'cloudflare_workers_custom_domain')).toMatchObject({
      hostname: 'api.example.com',
      zone_id: 'zone',
      service: expect.stringMatching(/^\$\{cloudflare_workers_script\./),
    });
  });
});

describe('ScheduledJob', () => {
  test('the whole inventory, each with its purpose', () => {
    const { resources } = job();
    expect(inventory(resources)).toEqual({
      cloudflare_workers_script: 1, // does the work
      cloudflare_workers_cron_trigger: 1, // triggers it
    });
    // By name: Cloudflare counts Sunday as 1.
    expect(only(resources, 'cloudflare_workers_cron_trigger')).toMatchObject({ schedules: [{ cron: '0 3 * * MON' }] });
  });

  test('has no trigger while it is not enabled', () => {
    expect(inventory(job({ enabled: false }).resources)).toEqual({ cloudflare_workers_script: 1 });
  });
});

describe('refused is', () => {
  test.each<[string, () => unknown]>([
    ['UNSUPPORTED auth', () => api({ auth: 'iam' })],
    ['UNSUPPORTED memory', () => api({ memory: 512 })],
    ['UNSUPPORTED throttle', () => api({ throttle: { rate: 1, burst: 1 } })],
    ['API_DOMAIN domain.zone', () => api({ domain: { name: 'api.example.com' } })],
    ['ENV_KEY environment.my-key', () => api({ environment: { 'my-key': 'x' } })],
    ['UNSUPPORTED overlap', () => job({ overlap: 'skip' })],
    ['UNSUPPORTED retries', () => job({ retries: 1 })],
    ['UNSUPPORTED maxAge', () => job({ maxAge: seconds(60) })],
  ])('%s', (problem, make) => {
    expect(problemsOf(make)).toContain(problem);
  });

  test('a construct outside of a CloudflareStack', () => {
    expect(
      () =>
        new ApiFunction(new App({ outdir: mkdtempSync(path.join(tmpdir(), 'tradewind-')) }), 'A', {
          entry: API,
          auth: 'none',
        }),
    ).toThrow(expect.objectContaining({ code: 'STACK' }));
  });
});
