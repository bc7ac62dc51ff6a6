import { readFileSync } from 'node:fs';
import { type BuildOptions, buildSync } from 'esbuild';
import type { Options } from '../options';
import type { Project } from '../project';
import type { Findings } from '../report';
import { startInTurn } from '../starts';
import { format, sample } from '../statistics';

const external = { external: ['@aws-sdk/*', '@smithy/*'] };
const modules = { mainFields: ['module', 'main'] };
const cjs = { format: 'cjs' } as const;
// Bundled CommonJS packages call `require`, which ES modules do not have.
const esm = {
  format: 'esm',
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
} as const;

const variants: Record<string, { readonly options: BuildOptions; readonly node?: readonly string[] }> = {
  'CommonJS, SDK left to the runtime': { options: { ...cjs, ...external } },
  'CommonJS, SDK bundled': { options: cjs },
  'CommonJS, SDK bundled, mainFields module,main (the default)': { options: { ...cjs, ...modules } },
  '… not minified': { options: { ...cjs, ...modules, minify: false } },
  '… with --enable-source-maps': { options: { ...cjs, ...modules }, node: ['--enable-source-maps'] },
  'ES module, SDK left to the runtime': { options: { ...esm, ...external } },
  'ES module, SDK bundled': { options: esm },
  'ES module, SDK bundled, mainFields module,main': { options: { ...esm, ...modules } },
};

/** Measures the reasons for the bundler's defaults: the same handler, bundled in other ways and started. */
export async function measureFormats(project: Project, options: Options): Promise<Findings> {
  project.writeHandlers(1);
  const files = Object.fromEntries(
    Object.entries(variants).map(([name, { options: bundled, node }], index) => [
      name,
      { file: build(project, index, bundled), node },
    ]),
  );
  const starts = await startInTurn(project, files, options);
  const rows = Object.entries(files).map(([name, { file }]) => [
    name,
    (readFileSync(file).length / 1000).toFixed(0),
    format(sample(starts[name]!.init), 1),
  ]);
  return {
    tables: [
      {
        title: `Start of a function with zod and a DynamoDB client: milliseconds, ${options.starts} fresh processes each, in turn`,
        header: ['bundled as', 'kB', 'until it can be called'],
        rows,
        note: 'Files come from the page cache. In Lambda an SDK left to the runtime is read from a cold disk, file by file.',
      },
    ],
    bars: [],
  };
}

/** Each in a folder below the project, so that an external package is found where it is installed. */
function build(project: Project, index: number, options: BuildOptions): string {
  const outfile = project.path('formats', `${index}`, options.format === 'esm' ? 'index.mjs' : 'index.js');
  buildSync({
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    ...options,
    entryPoints: [project.path('src', 'f1.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node24',
    logLevel: 'error',
  });
  return outfile;
}
