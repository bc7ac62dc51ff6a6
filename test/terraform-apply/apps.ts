import { existsSync, readdirSync } from 'node:fs';
import * as path from 'node:path';
import { run } from './installation';

const REPOSITORY = path.join(__dirname, '../..');
const PROVIDERS = ['google', 'azure', 'cloudflare'];
const SAMPLES = ['apps', 'adopted', 'alarms', 'options'].map((name) => `test/terraform-apply/stacks/${name}`);

/** Engines of an app: `installed`, where the `@cdktf` bindings use cdktf, or cdktn for the bindings too. */
export type Engine = 'installed' | 'cdktn';

/** Providers of the library that are deployed with Terraform. */
export function findProviders(): string[] {
  return PROVIDERS.filter((provider) => existsSync(path.join(REPOSITORY, 'lib', provider, 'index.ts')));
}

/** Examples on each provider, and the samples of this folder, as paths from the repository. */
export function findApps(): string[] {
  const examples = readdirSync(path.join(REPOSITORY, 'examples')).map((name) => `examples/${name}`);
  return [...examples, ...SAMPLES]
    .flatMap((folder) => PROVIDERS.map((provider) => `${folder}/${provider}.ts`))
    .filter((file) => existsSync(path.join(REPOSITORY, file)));
}

/** Runs an app in a separate process, as users do, and writes its output to `outdir`. */
export function synthesize(app: string, engine: Engine, outdir: string, environment: NodeJS.ProcessEnv = {}): void {
  const alone = engine === 'cdktn' ? ['--require', path.join(__dirname, 'cdktn-alone.cjs')] : [];
  run('node', [...alone, '--import', 'tsx', app], REPOSITORY, { CDKTF_OUTDIR: outdir, ...environment });
}
