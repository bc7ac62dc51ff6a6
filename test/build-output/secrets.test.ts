import { execFileSync } from 'node:child_process';
import { mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Construct } from 'constructs';
import { describeApp, readOnly, writeOnly } from 'tradewind';
import * as netlify from 'tradewind/netlify';
import type { EnvOf, SecretClient } from 'tradewind/runtime';
import * as vercel from 'tradewind/vercel';
import { secretClient } from '../../lib/runtime/variable-secret';
import { readFiles } from '../vercel/app';

const API = 'test/fixtures/handlers/orders.ts';
const context = { 'tradewind:bundling': false };
const folder = () => mkdtempSync(path.join(realpathSync(tmpdir()), 'tradewind-secrets-'));

const HANDLER = `
export default {
  async fetch(request, env) { return new Response([await env.API_KEY.get(), env.API_KEY.raw].join()); },
  async scheduled(event, env) { await env.API_KEY.get(); },
};`;

describe.each([
  {
    provider: 'vercel',
    library: vercel,
    make: (root: string, more?: object) => new vercel.VercelApp({ root, ...more }),
  },
  {
    provider: 'netlify',
    library: netlify,
    make: (root: string, more?: object) => new netlify.NetlifySite({ root, ...more }),
  },
])('a secret on $provider', ({ library, make }) => {
  test('is a variable, of which only the name is in the output', () => {
    const app = make(folder(), { context });
    const key = new library.Secret(app, 'PaymentsApiKey', { description: 'Key of the payment provider' });
    expect(key.variable).toBe('PAYMENTS_API_KEY');
    expect(app.synth().variables).toEqual(['PAYMENTS_API_KEY']);
    const [construct] = describeApp(app).constructs;
    expect(construct).toMatchObject({
      kind: 'Secret',
      resources: [
        { purpose: expect.stringMatching(/^Key of the payment provider: the variable PAYMENTS_API_KEY of the /) },
      ],
    });
  });

  test('reaches the handlers that it is bound to, from the variable', () => {
    const root = folder();
    writeFileSync(path.join(root, 'package-lock.json'), '{}');
    const entry = path.join(root, 'api.mjs');
    writeFileSync(entry, HANDLER);
    const app = make(root);
    const secret = new library.Secret(app, 'Key', { overrides: { variable: 'STRIPE_KEY' } });
    new library.ApiFunction(app, 'Api', { entry, auth: 'none', bindings: { API_KEY: readOnly(secret) } });
    const { directory } = app.synth();
    const [file] = Object.keys(readFiles(directory)).filter((name) => name.endsWith('index.mjs'));
    const module = pathToFileURL(path.join(directory, file!));
    const program = `
      const { default: fn } = await import(${JSON.stringify(module)});
      const request = new Request('http://localhost/');
      process.stdout.write(await (await (fn.fetch ?? fn)(request, {})).text());`;
    const env = { ...process.env, STRIPE_KEY: 'sk_4711' };
    const run = () => execFileSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8', env });
    expect(run()).toBe('sk_4711,STRIPE_KEY');
    expect(JSON.stringify(readFiles(directory))).not.toContain('sk_4711');
  });

  test('is an edge of the model', () => {
    const app = make(folder(), { context });
    const secret = new library.Secret(app, 'Key');
    new library.ApiFunction(app, 'Api', { entry: API, auth: 'none', bindings: { API_KEY: secret } });
    const options = { entry: API, schedule: 'every hour', bindings: { API_KEY: secret } };
    new library.ScheduledJob(app, 'Job', options);
    const edge = { name: 'API_KEY', target: 'Key', access: 'read', client: { kind: 'secret' } };
    expect(describeApp(app).constructs.flatMap(({ bindings }) => bindings)).toEqual([
      { ...edge, function: 'Api/Function' },
      { ...edge, function: 'Job/Function' },
    ]);
  });

  test.each<[string, (app: ReturnType<typeof make>) => unknown]>([
    ['ENV_KEY', (app) => new library.Secret(app, 'Key', { overrides: { variable: 'AWS_KEY' } })],
    ['ENV_KEY', (app) => new library.Secret(app, '1Key')],
    ['SECRET_NAME', (app) => [new library.Secret(app, 'TheKey'), new library.Secret(app, 'The-Key')]],
    ['BINDING_NAME', (app) => bind(app, { 'API-KEY': new library.Secret(app, 'Key') })],
    ['BINDING_NAME', (app) => bind(app, { CURRENCY: new library.Secret(app, 'Key') })],
    ['BINDING_ACCESS', (app) => bind(app, { API_KEY: writeOnly(new library.Secret(app, 'Key')) })],
    ['BINDING_TARGET', (app) => bind(app, { REPORT: new Construct(app, 'Report') })],
  ])('is refused by %s', (code, mistake) => {
    const app = make(folder(), { context });
    expect(() => mistake(app)).toThrow(expect.objectContaining({ code }));
  });

  function bind(app: ReturnType<typeof make>, bindings: Record<string, object>, id = 'Api') {
    const routes = [`GET /${id}`];
    const props = { entry: API, auth: 'none', routes, environment: { CURRENCY: 'NOK' }, bindings } as const;
    return new library.ApiFunction(app, id, props);
  }
});

test('constructs of an app of another provider cannot be bound', () => {
  const elsewhere = new vercel.VercelApp({ root: folder(), context });
  const site = new netlify.NetlifySite({ root: folder(), context });
  const options = { entry: API, auth: 'none', routes: ['GET /'] } as const;
  const others = [
    new vercel.Bucket(elsewhere, 'Files'),
    new vercel.Queue(elsewhere, 'Jobs'),
    new vercel.Secret(elsewhere, 'Key'),
    new vercel.ApiFunction(elsewhere, 'Api', options),
  ];
  for (const [index, other] of others.entries()) {
    const declare = () => new netlify.ApiFunction(site, `Api${index}`, { ...options, bindings: { OTHER: other } });
    expect(declare).toThrow(/BINDING_TARGET\] Api\d: bindings\.OTHER.* Fix: bind a Bucket, .* of tradewind\/netlify/);
  }
});

test('reports a missing secret by name', async () => {
  const client = secretClient('API_KEY', { variable: 'STRIPE_KEY' });
  await expect((client({}) as SecretClient).get()).rejects.toThrow('The variable STRIPE_KEY');
  await expect((client({ STRIPE_KEY: '' }) as SecretClient).get()).rejects.toThrow('is not set');
});

test('env knows the type of a secret', () => {
  type Env = EnvOf<{ API_KEY: vercel.Secret; OTHER: netlify.Secret }>;
  const read = (env: Env): Promise<string>[] => [env.API_KEY.get(), env.OTHER.get()];
  expect(read).toHaveLength(1);
});

test('the cron jobs of Vercel need a variable of their own', () => {
  const app = new vercel.VercelApp({ root: folder(), context });
  new vercel.ScheduledJob(app, 'Job', { entry: API, schedule: 'every hour' });
  expect(app.synth().variables).toEqual(['CRON_SECRET']);
});
