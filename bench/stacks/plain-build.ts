import { buildSync } from 'esbuild';
import { bundling, output } from './bundling';
import { functionIndices } from './portable-app';

/** Runs esbuild once over all handlers, each into its own folder: `<outdir>/p1/index.mjs`. */
export function buildPlainly(outdir: string): void {
  buildSync({
    ...bundling,
    ...output,
    entryPoints: functionIndices().map((index) => ({ in: `src/p${index}.ts`, out: `p${index}/index` })),
    outdir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    sourcemap: true,
    logLevel: 'error',
  });
}
