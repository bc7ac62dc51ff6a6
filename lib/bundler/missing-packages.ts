import { isBuiltin } from 'node:module';
import type { Message } from 'esbuild';
import type { BuildJob } from './build-job';
import { describe, excerpt, missingPackage, packageOf, unresolvedName } from './build-messages';
import type { Failure } from './failures';
import { isInstalled } from './portable-path';

/** Error of esbuild, with the build jobs that it concerns. */
export interface LocatedMessage {
  readonly message: Message;
  readonly jobs: readonly BuildJob[];
}

/** Returns failures for missing packages, and the other messages. */
export function tellMissing(all: readonly LocatedMessage[]): {
  readonly failures: Failure[];
  readonly others: LocatedMessage[];
} {
  const [missing, others] = partition(all, ({ message }) => missingPackage(message) !== undefined);
  const [builtins, packages] = partition(missing, isAbsentBuiltin);
  const [byPackages, byApp] = partition(packages, ({ message: { location } }) => isInstalled(location?.file ?? ''));
  const failures = [...builtins.map(tellBuiltin), ...tellByPackages(byPackages), ...byApp.map(tellByApp)];
  return { failures, others };
}

function isAbsentBuiltin({ message, jobs }: LocatedMessage): boolean {
  const name = unresolvedName(message.text) ?? '';
  // A newer Node.js may have it.
  const isOfNode = name.startsWith('node:') || isBuiltin(name);
  return isOfNode && jobs[0]?.request.shape?.builtins !== undefined;
}

function tellBuiltin({ message, jobs }: LocatedMessage): Failure {
  const { location, text } = message;
  const name = unresolvedName(text) ?? '';
  const file = location?.file ?? '';
  return {
    jobs,
    code: 'BUNDLE_FAILED',
    rule: `does not run: ${isInstalled(file) ? packageOf(file) : file} imports ${JSON.stringify(name)}, which ${jobs[0]?.request.shape?.builtins?.runtime} does not have`,
    fix: `use a package or an API that does not need it, or bundling: { external: ['${name}'] } if your overrides give the runtime that module`,
    excerpt: location && !isInstalled(file) ? excerpt(location) : undefined,
  };
}

/** Returns a line for all packages that the same package imports in the same bundles: one installation fixes them. */
function tellByPackages(all: readonly LocatedMessage[]): Failure[] {
  const users = new Map<string, Set<BuildJob>>();
  for (const { message, jobs } of all) {
    const key = `${packageOf(message.location?.file ?? '')}\0${missingPackage(message)}`;
    users.set(key, new Set([...(users.get(key) ?? []), ...jobs]));
  }
  const lines = new Map<string, { importer: string; names: string[]; jobs: BuildJob[] }>();
  for (const [key, set] of users) {
    const [importer = '', name = ''] = key.split('\0');
    const jobs = [...set];
    const id = [importer, ...jobs.map(({ identity }) => identity).sort()].join('\0');
    const line = lines.get(id) ?? { importer, names: [], jobs };
    line.names.push(name);
    lines.set(id, line);
  }
  return [...lines.values()].map(({ importer, names, jobs }) => needs(importer, names.sort(), jobs));
}

function needs(importer: string, names: readonly string[], jobs: readonly BuildJob[]): Failure {
  const list = names.length === 1 ? `the package ${names[0]}, which is` : `the packages ${names.join(', ')}, which are`;
  return {
    jobs,
    code: 'BUNDLE_FAILED',
    rule: `needs ${list} not installed: ${importer} imports ${names.length === 1 ? 'it' : 'them'}`,
    fix: `install ${names.length === 1 ? 'it' : 'them'}, or set bundling: { external: [...] } for what the runtime has`,
    missing: names,
  };
}

function tellByApp({ message, jobs }: LocatedMessage): Failure {
  const missing = missingPackage(message) ?? '';
  return {
    jobs,
    code: 'BUNDLE_FAILED',
    rule: `does not build: ${describe(message)}`,
    fix: `install ${missing}, or set bundling: { external: ['${missing}'] } if the runtime has it`,
    excerpt: message.location ? excerpt(message.location) : undefined,
    missing: [missing],
  };
}

function partition<Item>(all: readonly Item[], belongs: (item: Item) => boolean): [Item[], Item[]] {
  return [all.filter(belongs), all.filter((item) => !belongs(item))];
}
