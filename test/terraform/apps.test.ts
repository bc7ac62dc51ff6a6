import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { type Engine, engineVersion, findApps, findProviders, synthesize } from './apps';
import { proveApp } from './prove';
import { engineVersions, readSynthesized } from './synthesized';

const ENGINES: readonly Engine[] = ['cdktf', 'cdktn'];

test.each(findProviders())('an example goes to %s', (provider) => {
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

  test.each(ENGINES)('deploys, as %s synthesizes it, and has nothing left to do', async (engine) => {
    expect(new Set(engineVersions(outdir(engine)))).toEqual(new Set([engineVersion(engine)]));
    const proofs = await proveApp(outdir(engine));
    expect(proofs.flatMap(({ failures }) => failures)).toEqual([]);
    expect(proofs.flatMap(({ applied }) => applied)).not.toEqual([]);
  });

  test('is the same, whichever engine synthesizes it', () => {
    const [cdktf, cdktn] = ENGINES.map((engine) => readSynthesized(outdir(engine), engineVersion(engine)));
    expect(cdktn).toEqual(cdktf);
  });
});
