import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type Engine, findApps, findProviders, synthesize } from './apps';
import { proveApp } from './prove';
import { readSynthesized } from './synthesized';

const ENGINES: readonly Engine[] = ['installed', 'cdktn'];

test.each(findProviders())('an example is deployed to %s', (provider) => {
  expect(findApps()).toContainEqual(expect.stringMatching(new RegExp(`^examples/[^/]+/${provider}\\.ts$`)));
});

describe.each(findApps())('%s', (app) => {
  let work: string;
  const outdir = (engine: Engine) => path.join(work, engine);

  beforeAll(() => {
    work = mkdtempSync(path.join(tmpdir(), 'tradewind-app-'));
    for (const engine of ENGINES) synthesize(app, engine, outdir(engine));
  });
  afterAll(() => rmSync(work, { recursive: true, force: true }));

  test('deploys, and leaves an empty plan', async () => {
    const proofs = await proveApp(outdir('installed'));
    expect(proofs.flatMap(({ failures }) => failures)).toEqual([]);
    expect(proofs.flatMap(({ applied }) => applied)).not.toEqual([]);
  });

  test('is the same when the bindings use cdktn too', () => {
    expect(readSynthesized(outdir('cdktn'))).toEqual(readSynthesized(outdir('installed')));
  });
});
