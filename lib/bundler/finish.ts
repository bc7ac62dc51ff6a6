import type { BuildJob } from './build-job';
import type { BuiltCode } from './cache-index';
import { sha256 } from './digest';
import type { Failure } from './failures';
import type { NativeInstaller } from './native-install';
import { OutputStore } from './output-store';
import type { BundleOutput } from './types';

/**
 * Puts the parts of a bundle into one folder: its code, the vendor file that it uses, and native modules. Checks the result
 * against its budget.
 */
export function finish(
  job: BuildJob,
  code: BuiltCode,
  vendor: BuiltCode | undefined,
  installer: NativeInstaller,
): BundleOutput | Failure {
  const store = new OutputStore(job.project.cache);
  const stored = vendor === undefined ? [code] : [code, vendor];
  const natives = [...new Set(stored.flatMap((part) => part.natives))].sort();
  const tree = natives.length === 0 ? undefined : installer.install(job, natives);
  if (tree !== undefined && 'rule' in tree) return tree;
  const isAlone = vendor === undefined && tree === undefined;
  const directory = store.directory(isAlone ? code.hash : store.join(stored, tree));
  const name = code.vendor?.identity ?? code.hash;
  const hash = tree === undefined ? name : sha256(`${name}\0${tree.hash}`);
  const bytes = [...stored, ...(tree ? [tree] : [])].reduce((sum, part) => sum + part.bytes, 0);
  const warnings = stored.flatMap((part) => part.warnings);
  const largest = stored.flatMap((part) => part.largest);
  if (tree !== undefined) largest.push({ name: `node_modules of ${natives.join(', ')}`, bytes: tree.bytes });
  return withinBudget(job, largest, { hash, directory, bytes, warnings, nativeLock: tree?.lock });
}

function withinBudget(job: BuildJob, largest: BuiltCode['largest'], finished: BundleOutput): BundleOutput | Failure {
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
