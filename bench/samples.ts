import { buildSync } from 'esbuild';
import { assetFolder } from './assembly';
import { runNode } from './child';
import type { Project } from './project';
import { bundling, output } from './stacks/bundling';

/** Functions that `programs/apps/samples` bundles with tradewind. */
export type SampleName = 'Portable' | 'Native' | 'Streamed' | 'Job' | 'Data';

/** Bundles the samples and returns the folder of each. */
export async function bundleSamples(project: Project): Promise<(name: SampleName) => string> {
  project.writeHandlers(1);
  const outdir = project.path('cdk.out.samples');
  await runNode([project.path('programs', 'apps', 'samples.cjs')], project.root, {
    BENCH_OUTDIR: outdir,
    CDK_VALIDATION: 'false',
  });
  return (name) => assetFolder(outdir, `${name}Function`);
}

/** Returns the bytes that an adapter adds to a handler, minified; names are not kept, which is the app's choice. */
export function weighAdapter(project: Project, file: string, name: string, entry: string): number {
  const handler = JSON.stringify(project.path('src', `${entry}.ts`));
  const adapter = JSON.stringify(project.path('node_modules', 'tradewind', 'dist', 'esm', 'aws', 'adapter', file));
  const weigh = (contents: string) => {
    const stdin = { contents, resolveDir: project.root };
    const options = {
      bundle: true,
      minify: true,
      platform: 'node',
      format: 'cjs',
      write: false,
      target: bundling.target,
    } as const;
    return buildSync({ ...options, stdin }).outputFiles[0]!.contents.length;
  };
  const alone = weigh(`import * as entry from ${handler};\nexport const handler = entry.default;`);
  const adapted = weigh(
    `import * as entry from ${handler};\nimport { ${name} } from ${adapter};\nexport const handler = ${name}(entry.default);`,
  );
  return adapted - alone;
}

/** Bundles a handler like the samples, but without an adapter. Returns the file. */
export function bundlePlainly(project: Project, name: string): string {
  const outfile = project.path('plain', name, 'index.js');
  const entryPoints = [project.path('src', `${name}.ts`)];
  buildSync({
    ...bundling,
    ...output,
    entryPoints,
    outfile,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    sourcemap: true,
  });
  return outfile;
}
