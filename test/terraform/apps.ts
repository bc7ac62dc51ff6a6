import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { installPackages, run } from './installation';

const REPOSITORY = path.join(__dirname, '../..');
const PROVIDERS = ['google', 'azure', 'cloudflare'];
const SAMPLES = ['apps', 'adopted', 'alarms'].map((name) => `test/terraform/stacks/${name}`);

/** What synthesizes: cdktf, or its successor in its place. */
export type Engine = 'cdktf' | 'cdktn';

/** The providers that the library has and that are deployed with Terraform. */
export function findProviders(): string[] {
  return PROVIDERS.filter((provider) => existsSync(path.join(REPOSITORY, 'lib', provider, 'index.ts')));
}

/** The examples on each provider, and the samples of this folder, as paths from the repository. */
export function findApps(): string[] {
  const examples = readdirSync(path.join(REPOSITORY, 'examples')).map((name) => `examples/${name}`);
  return [...examples, ...SAMPLES]
    .flatMap((folder) => PROVIDERS.map((provider) => `${folder}/${provider}.ts`))
    .filter((file) => existsSync(path.join(REPOSITORY, file)));
}

/** Runs an app in a process of its own, as users do, and writes what it synthesizes to `outdir`. */
export function synthesize(app: string, engine: Engine, outdir: string, environment: NodeJS.ProcessEnv = {}): void {
  const alias = path.join(__dirname, 'cdktn/alias.cjs');
  const instead = engine === 'cdktn' ? ['--require', alias] : [];
  const successor = engine === 'cdktn' ? { TRADEWIND_CDKTN: installPackages('cdktn') } : {};
  run('node', [...instead, '--import', 'tsx', app], REPOSITORY, {
    CDKTF_OUTDIR: outdir,
    ...successor,
    ...environment,
  });
}

/** The version of an engine, which it writes into what it synthesizes. */
export function engineVersion(engine: Engine): string {
  const packages = engine === 'cdktn' ? installPackages('cdktn') : path.join(REPOSITORY, 'node_modules');
  return (JSON.parse(readFileSync(path.join(packages, 'cdktf/package.json'), 'utf8')) as { version: string }).version;
}
