import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { assetFolder } from '../assembly';
import { runNode } from '../child';
import type { Project } from '../project';
import type { Findings } from '../report';
import { bundlePlainly, bundleSamples, weighAdapter } from '../samples';

/** Adapters, by the sample that is bundled with each, and its handler. */
const adapters = [
  { what: 'HTTP', sample: 'Portable', file: 'http.js', name: 'http', entry: 'order-portable' },
  { what: 'streaming HTTP', sample: 'Streamed', file: 'http-stream.js', name: 'httpStream', entry: 'order-portable' },
  { what: 'schedule', sample: 'Job', file: 'schedule.js', name: 'schedule', entry: 'job' },
] as const;

/** Limit of an adapter's size, which must be small next to any handler. In bytes. */
const ADAPTER_LIMIT = 5000;

/** Measures the deployed code of a function. */
export async function measureBundles(project: Project): Promise<Findings> {
  const folder = await bundleSamples(project);
  const outdir = project.path('cdk.out.defaults');
  await runNode([project.path('programs', 'apps', 'nodejs-defaults.cjs')], project.root, {
    BENCH_OUTDIR: outdir,
    CDK_VALIDATION: 'false',
  });
  const bundles = {
    'HTTP handler of five lines, portable': folder('Portable'),
    'the same, streaming': folder('Streamed'),
    'the same, native': folder('Native'),
    'empty job, portable': folder('Job'),
    'zod and DynamoDB': folder('Data'),
    'zod and DynamoDB, NodejsFunction as it is (SDK left to the runtime)': assetFolder(outdir, 'AsItIs'),
    'zod and DynamoDB, NodejsFunction with minify (SDK left to the runtime)': assetFolder(outdir, 'Minified'),
  };
  const rows = Object.entries(bundles).map(([name, directory]) => {
    const code = codeOf(directory);
    return [name, kilobytes(code.length), kilobytes(gzipSync(code).length), kilobytes(sizeOfMaps(directory))];
  });
  const shipped = adapters.map(({ what, sample, entry }) => {
    const bytes = codeOf(folder(sample)).length - readFileSync(bundlePlainly(project, entry)).length;
    return [`${what} adapter, as shipped with the names of functions kept`, kilobytes(bytes), '', ''];
  });
  const bars = adapters.map(({ what, file, name, entry }) => ({
    what: `${what} adapter, minified`,
    figure: weighAdapter(project, file, name, entry),
    limit: ADAPTER_LIMIT,
    digits: 0,
    unit: 'bytes',
  }));
  return {
    tables: [
      { title: 'Bundles, kB', header: ['function', 'code', 'gzipped', 'source map'], rows: [...rows, ...shipped] },
    ],
    bars,
  };
}

function codeOf(directory: string): Buffer {
  const files = readdirSync(directory).filter((name) => /^(index|vendor)\.m?js$/.test(name));
  if (files.length === 0) throw new Error('the folder of a function has no code');
  return Buffer.concat(files.map((name) => readFileSync(path.join(directory, name))));
}

function sizeOfMaps(directory: string): number {
  const maps = readdirSync(directory).filter((name) => name.endsWith('.map'));
  return maps.reduce((sum, name) => sum + readFileSync(path.join(directory, name)).length, 0);
}

function kilobytes(bytes: number): string {
  return (bytes / 1000).toFixed(1);
}
