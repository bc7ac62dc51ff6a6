import * as path from 'node:path';
import { buildSync, stop } from 'esbuild';
import type { TriggerMethod } from '../runtime/handler';
import { type BuildJob, entryName } from './build-job';
import { type EntryShape, shapeOf } from './entry-shape';
import type { Failure } from './failures';

/** Handler method that the adapters of a name call, on every provider. */
export const METHODS: Readonly<Record<string, TriggerMethod>> = {
  http: 'fetch',
  'http-stream': 'fetch',
  schedule: 'scheduled',
  queue: 'queue',
  'queue-idempotent': 'queue',
  object: 'object',
  change: 'change',
  invoke: 'invoke',
};

/** Adapters that refuse a native function, whose messages cannot be distinguished. */
const PORTABLE_ONLY = 'queueIdempotent';

/** Refuses entries whose source proves that they export no handler for their trigger. Ignores all others. */
export function checkMethods(jobs: readonly BuildJob[]): Failure[] {
  const checked = jobs.flatMap((job) => {
    const method = METHODS[path.basename(job.request.adapter.file)];
    return method === undefined ? [] : [{ job, method }];
  });
  const sources = sourcesOf(checked.map(({ job }) => job));
  return checked.flatMap(({ job, method }) => {
    const shape = shapeOf(sources.get(job.entry) ?? '', job.request.handler);
    return shape === undefined ? [] : failuresOf(job, method, shape);
  });
}

function failuresOf(job: BuildJob, method: TriggerMethod, { kind, members }: EntryShape): Failure[] {
  if (members.includes(method)) return [];
  const name = entryName(job);
  if (kind === 'object') {
    const found = members.length === 0 ? 'an empty object' : `an object with ${members.join(', ')}`;
    const rule = `exports ${found}, without the method \`${method}\` that its trigger calls`;
    return [{ jobs: [job], code: 'HANDLER_METHOD', rule, fix: `add ${method}(...) {...} to the object in ${name}` }];
  }
  if (kind === 'class') {
    const rule = `exports a class without a static method \`${method}\`, and nothing creates an instance of it`;
    const fix = `export an instance in ${name}: export default new ...(), with the method ${method}`;
    return [{ jobs: [job], code: 'HANDLER_METHOD', rule, fix }];
  }
  if (job.request.adapter.export !== PORTABLE_ONLY) return [];
  const rule = `exports a function, and \`idempotency\` needs the method \`${method}\` of a portable handler`;
  const fix = `export default { ${method}(batch, env, ctx) {...} } in ${name}, or omit idempotency`;
  return [{ jobs: [job], code: 'HANDLER_METHOD', rule, fix }];
}

/** Returns the JavaScript of each entry, by its path: types and JSX are compiled, but nothing is bundled. */
function sourcesOf(jobs: readonly BuildJob[]): Map<string, string> {
  const entries = [...new Set(jobs.map(({ entry }) => entry))];
  const [first] = jobs;
  if (first === undefined) return new Map();
  try {
    const { outputFiles } = buildSync({
      entryPoints: entries.map((entry, index) => ({ in: entry, out: String(index) })),
      outdir: first.project.root,
      absWorkingDir: first.project.root,
      loader: first.options.loader,
      tsconfig: first.options.tsconfig,
      tsconfigRaw: first.options.tsconfigRaw,
      bundle: false,
      write: false,
      jsx: 'transform',
      target: 'esnext',
      logLevel: 'silent',
    });
    return new Map(outputFiles.map((file) => [entries[Number(path.parse(file.path).name)] ?? '', file.text]));
  } catch {
    // The bundles were built from the same files: an error here is not a mistake of the app.
    return new Map();
  } finally {
    void stop();
  }
}
