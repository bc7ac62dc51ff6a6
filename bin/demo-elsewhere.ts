import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import * as path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type AppModel, support } from 'tradewind';

const ROOT = path.join(__dirname, '..');
const PROVIDERS = Object.keys(support).filter((name) => name !== 'aws');

/** Example on a provider other than AWS, which is an app of its own. */
interface Elsewhere {
  readonly example: string;
  readonly provider: string;
  readonly file: string;
}

/** Runs each example that has a file for another provider, and prints the result. */
export function demoElsewhere(output: string): void {
  const apps = findApps();
  console.log(`\nOn other providers, below ${output}:`);
  for (const app of apps) {
    const folder = path.join(ROOT, output, app.provider, app.example);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const started = performance.now();
    run(app, folder);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(
      `  ${app.provider.padEnd(11)}${app.example.padEnd(15)}${summary(folder)}, ${seconds} s with the start of Node.js`,
    );
  }
}

function findApps(): Elsewhere[] {
  return PROVIDERS.flatMap((provider) =>
    readdirSync(path.join(ROOT, 'examples')).flatMap((example) => {
      const folder = path.join(ROOT, 'examples', example);
      return readdirSync(folder).includes(`${provider}.ts`)
        ? [{ example, provider, file: path.join(folder, `${provider}.ts`) }]
        : [];
    }),
  );
}

/** Runs in a separate process, as users run it, in the folder for the output. */
function run({ file }: Elsewhere, folder: string): void {
  const loader = pathToFileURL(require.resolve('tsx')).href;
  execFileSync(process.execPath, ['--import', loader, file], {
    cwd: folder,
    env: { ...process.env, CDKTF_OUTDIR: folder, TSX_TSCONFIG_PATH: path.join(ROOT, 'tsconfig.json') },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function summary(folder: string): string {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const found = files.find((file) => path.basename(file) === 'tradewind.json');
  if (found === undefined) throw new Error(`Nothing was synthesized to ${folder}`);
  const { constructs, shared } = JSON.parse(readFileSync(path.join(folder, found), 'utf8')) as AppModel;
  const functions = constructs.flatMap((construct) => construct.functions).length;
  const resources = constructs.flatMap((construct) => construct.resources).length + shared.length;
  return `${constructs.length} constructs, ${functions} functions, ${resources} resources`;
}
