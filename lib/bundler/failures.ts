import { BundleError, formatProblem, type Problem } from '../errors';
import type { BuildJob } from './build-job';
import { installCommand } from './install-command';

/** Error, with the build jobs that it concerns. */
export interface Failure {
  readonly jobs: readonly BuildJob[];
  readonly code:
    | 'ARCH_NATIVE'
    | 'BUNDLE_EXTERNAL'
    | 'BUNDLE_FAILED'
    | 'BUNDLE_SIZE'
    | 'HANDLER_METHOD'
    | 'HANDLER_MISSING';
  /** Fault, as a continuation of the entry's name. */
  readonly rule: string;
  readonly fix: string;
  /** Source line, with a mark below the place. */
  readonly excerpt?: string;
  /** Packages to install. Those of the whole app are in one line at the end of the error. */
  readonly missing?: readonly string[];
}

/** Joins failures that differ only in their jobs: the runs of one app report the same error in shared code. */
export function joinEqual(failures: readonly Failure[]): Failure[] {
  const joined = new Map<string, Failure>();
  for (const failure of failures) {
    const { jobs, ...what } = failure;
    const key = JSON.stringify(what);
    joined.set(key, { ...failure, jobs: unique([...(joined.get(key)?.jobs ?? []), ...jobs]) });
  }
  return [...joined.values()];
}

/** Joins all errors of an app in one. */
export function toError(failures: readonly Failure[], pathsOf: (job: BuildJob) => readonly string[]): BundleError {
  const first = failures[0]?.jobs[0];
  const lines = failures.map((failure) => format(failure, pathsOf));
  const missing = unique(failures.flatMap((failure) => failure.missing ?? [])).sort();
  if (first && missing.length > 0) lines.push(`    ${installCommand(first.project, missing)}`);
  return new BundleError('BUNDLE_FAILED', first?.request.path ?? '', lines.join('\n'));
}

function format(failure: Failure, pathsOf: (job: BuildJob) => readonly string[]): string {
  const { jobs, code, rule, fix, excerpt } = failure;
  const entries = unique(jobs.map(({ request }) => request.entry)).map((name) => JSON.stringify(name));
  const problem: Problem = { code, prop: `entry=${entries.join(', ')}`, rule, fix };
  return [formatProblem(unique(jobs.flatMap(pathsOf)).join(', '), problem), excerpt].filter(Boolean).join('\n');
}

function unique<Item>(items: readonly Item[]): Item[] {
  return [...new Set(items)];
}
