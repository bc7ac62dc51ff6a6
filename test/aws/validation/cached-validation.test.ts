import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { App, Stack, Validations } from 'aws-cdk-lib';
import { cacheValidation } from 'tradewind/aws';
import type { Options } from './app';

const ROOT = path.join(__dirname, '../../..');
const LOADER = path.join(ROOT, 'node_modules/tsx/dist/loader.mjs');
const PROGRAM = path.join(__dirname, 'app.ts');
let project: string;
let cache: string;

beforeEach(() => {
  project = mkdtempSync(path.join(tmpdir(), 'tradewind-validation-'));
  writeFileSync(path.join(project, 'package.json'), '{}');
  cache = path.join(project, 'node_modules/.cache/tradewind/validation');
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

/** Synthesizes the app of app.ts in the project of a test. */
function synthesize(options: Options, env: NodeJS.ProcessEnv = {}) {
  const outdir = mkdtempSync(path.join(project, 'out-'));
  const output = execFileSync(process.execPath, ['--import', LOADER, PROGRAM, outdir, JSON.stringify(options)], {
    cwd: project,
    encoding: 'utf8',
    // The examples import `tradewind/aws`, which the paths of this configuration map to the source.
    env: { ...process.env, TSX_TSCONFIG_PATH: path.join(ROOT, 'tsconfig.json'), CDK_VALIDATION: undefined, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { isLoaded } = JSON.parse(output) as { readonly isLoaded: boolean };
  return { isLoaded, report: reportIn(outdir) };
}

// biome-ignore lint/suspicious/noExplicitAny: the format is that of the CDK
function reportIn(outdir: string): any {
  try {
    return JSON.parse(readFileSync(path.join(outdir, 'validation-report.json'), 'utf8').replaceAll(outdir, '<out>'));
  } catch {
    return undefined;
  }
}

/** Names of the rules that a report finds broken, with the construct. */
const findings = ({ report }: { readonly report: ReturnType<typeof reportIn> }): string[] =>
  JSON.stringify(report).match(/"constructPath":"[^"]*"/g) ?? [];

test.each<[string, Options]>([
  ['mistakes in two stacks', {}],
  ['mistakes in a stage', { staged: true }],
  ['mistakes of which one is acknowledged', { acknowledged: true }],
  ['every example', { examples: true }],
])('the report is that of the CDK, also from the cache: %s', (_name, options) => {
  const builtIn = synthesize(options);
  expect(builtIn.isLoaded).toBe(true);
  if (options.examples === undefined) expect(findings(builtIn).length).toBeGreaterThan(3);
  const first = synthesize({ ...options, cached: true });
  expect(first).toEqual(builtIn);
  expect(synthesize({ ...options, cached: true })).toEqual({ ...builtIn, isLoaded: false });
});

test('templates of nested stacks are validated too, and cached', () => {
  const nested = synthesize({ nested: true, cached: true });
  expect(JSON.stringify(nested.report)).toContain('Second/Inner/Queue');
  expect(JSON.stringify(synthesize({ nested: true }).report)).not.toContain('Second/Inner/Queue');
  expect(synthesize({ nested: true, cached: true })).toEqual({ ...nested, isLoaded: false });
});

describe('the engine validates', () => {
  /** Files of the cache that a synthesis wrote. */
  function writtenBy(options: Options): number {
    const old = new Date(Date.now() - 3_600_000);
    for (const name of readdirSync(cache)) utimesSync(path.join(cache, name), old, old);
    synthesize({ ...options, cached: true });
    return readdirSync(cache).filter((name) => statSync(path.join(cache, name)).mtimeMs > old.getTime() + 1000).length;
  }

  test('only the stack that changed', () => {
    synthesize({ cached: true });
    expect(readdirSync(cache)).toHaveLength(2);
    expect(writtenBy({ runtime: 'nodejs24.x' })).toBe(1);
    expect(writtenBy({ runtime: 'nodejs24.x' })).toBe(0);
  });

  test('a template again whose report is damaged, and finds the same', () => {
    const { report } = synthesize({ cached: true });
    for (const name of readdirSync(cache)) {
      const file = path.join(cache, name);
      writeFileSync(file, readFileSync(file, 'utf8').replace('Colour', 'Color'));
    }
    expect(synthesize({ cached: true })).toEqual({ isLoaded: true, report });
  });

  test('every template by a new rule', () => {
    synthesize({ cached: true });
    const rule = `
      package cdk_rules.own
      import rego.v1
      violation contains v if {
        some name in resources_of_type("AWS::Lambda::Function")
        v := make_diag_at("OWN-001", "WARN", name, "Properties.Runtime", "no function here")
      }`;
    expect(writtenBy({ rule })).toBe(2);
    expect(JSON.stringify(synthesize({ cached: true, rule }).report)).toContain('no function here');
  });
});

test('reports that nothing has read for two weeks are deleted', () => {
  synthesize({ cached: true });
  const old = new Date(Date.now() - 15 * 86_400_000);
  for (const name of readdirSync(cache)) utimesSync(path.join(cache, name), old, old);
  synthesize({ cached: true, runtime: 'nodejs24.x' });
  // The first stack was read, the second has changed.
  expect(readdirSync(cache)).toHaveLength(2);
});

test('CDK_VALIDATION=false, which `cdk synth --no-validation` sets, turns it off', () => {
  const { isLoaded, report } = synthesize({ cached: true }, { CDK_VALIDATION: 'false' });
  expect([isLoaded, report]).toEqual([false, undefined]);
});

test('a second plugin for the same engine is refused by the CDK', () => {
  const app = new App({ context: { 'tradewind:bundling': false } });
  cacheValidation(app);
  cacheValidation(app);
  new Stack(app, 'Shop');
  expect(() => app.synth()).toThrow('only one instance');
  expect(Validations.of(app)).toBeDefined();
});
