import { createHash } from 'node:crypto';
import type { BuildJob } from './build-job';
import type { BuiltCode } from './cache-index';
import type { Failure } from './failures';
import type { NativeInstaller } from './native-install';
import { OutputStore } from './output-store';
import type { BundleOutput } from './types';

/** Adds native modules to finished code, and checks the result against its budget. */
export function finish(job: BuildJob, code: BuiltCode, installer: NativeInstaller): BundleOutput | Failure {
  const store = new OutputStore(job.project.cache);
  if (code.natives.length === 0) return withinBudget(job, code, output(store, code.hash, code.bytes, code));
  const tree = installer.install(job, code.natives);
  if ('rule' in tree) return tree;
  const hash = createHash('sha256').update(`${code.hash}\0${tree.hash}`).digest('hex');
  store.join(hash, code, tree);
  const bytes = code.bytes + tree.bytes;
  const largest = [...code.largest, { name: `node_modules of ${code.natives.join(', ')}`, bytes: tree.bytes }];
  return withinBudget(job, { ...code, largest }, { ...output(store, hash, bytes, code), nativeLock: tree.lock });
}

function output(store: OutputStore, hash: string, bytes: number, { warnings }: BuiltCode): BundleOutput {
  return { hash, directory: store.directory(hash), bytes, warnings };
}

function withinBudget(job: BuildJob, { largest }: BuiltCode, finished: BundleOutput): BundleOutput | Failure {
  const budget = job.request.options?.maxBundleSize;
  if (budget === undefined || finished.bytes <= budget) return finished;
  const parts = [...largest].sort((a, b) => b.bytes - a.bytes).slice(0, 5);
  const list = parts.map(({ name, bytes }) => `${name} (${bytes})`).join(', ');
  return {
    jobs: [job],
    code: 'BUNDLE_SIZE',
    rule: `is bundled to ${finished.bytes} bytes, more than maxBundleSize=${budget}. Largest parts: ${list}`,
    fix: 'import less of them, such as one function instead of a whole package, or raise maxBundleSize',
  };
}
