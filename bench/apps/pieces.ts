// Contestants: the bundler of tradewind, and one run of esbuild over the same entries with the same options.
import * as path from 'node:path';
import { buildSync } from 'esbuild';
import type { Bundles } from '../../lib/bundler';
import { bundling, output } from '../stacks/bundling';

const { BENCH_FIXTURE: fixture, BENCH_FUNCTIONS: functions, BENCH_ONE_RUN: oneRun } = process.env;
const entries = Array.from({ length: Number(functions) }, (_, index) => path.resolve('src', `${fixture}${index}.ts`));

if (oneRun !== undefined) {
  buildSync({
    ...bundling,
    ...output,
    entryPoints: entries.map((entry, index) => ({ in: entry, out: `${index}/index` })),
    outdir: 'one-run',
    bundle: true,
    platform: 'node',
    format: 'cjs',
    sourcemap: 'linked',
    logLevel: 'error',
  });
} else {
  const { Bundles: All } = require(path.resolve('node_modules/tradewind/dist/bundler')) as { Bundles: typeof Bundles };
  const bundles = All.of({});
  const all = entries.map((entry) =>
    bundles.register({
      path: `App/${path.basename(entry)}`,
      entry,
      adapter: { file: path.resolve('src/adapter'), export: 'adapt' },
      target: bundling.target,
      native: { os: 'linux', cpu: 'arm64', libc: 'glibc' },
    }),
  );
  const bytes = all.reduce((sum, bundle) => sum + bundle.output().bytes, 0);
  console.log(JSON.stringify({ bytes }));
}
