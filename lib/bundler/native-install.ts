import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { BuildJob } from './build-job';
import { sha256 } from './digest';
import type { Failure } from './failures';
import { findPackage, type InstalledPackage, pinsOf } from './installed-packages';
import { LockFile } from './lock-file';
import { faultOf } from './native-check';
import { type Fault, faultOfArchives, faultOfSources } from './native-sources';
import { type LockedEntry, type LockedTree, type NativeTree, publishTree, readTree } from './native-tree';
import { npm } from './npm';
import { portable } from './portable-path';
import type { NativeTarget } from './types';

const NEEDLESS = new Set(['.bin', '.package-lock.json', 'package-lock.json']);

/** Installs native modules for the targets of a build, in the versions of the user's lock file, each of them once. */
export class NativeInstaller {
  private readonly known = new Map<string, NativeTree | Fault>();
  private readonly locks = new Map<string, LockFile>();

  /** Returns the modules for a build job's target: from the cache, else from the registry. */
  install(job: BuildJob, names: readonly string[]): NativeTree | Failure {
    const found = names.map((name) => [name, find(name, job)] as const);
    const absent = found.find(([, installed]) => installed === undefined)?.[0];
    if (absent !== undefined) {
      const cause = 'it is not installed, so its version is unknown';
      return { ...failure(job, absent, [cause, 'install it']), missing: [absent] };
    }
    const packages = new Map(found as [string, InstalledPackage][]);
    const { os, cpu, libc } = job.request.native;
    const key = sha256(JSON.stringify([job.project.root, describePackages(packages), os, cpu, libc]));
    const tree = this.known.get(key) ?? this.resolve(job, packages);
    this.known.set(key, tree);
    const label = [...packages].map(([name, { version }]) => `${name}@${version}`).join(', ');
    return 'files' in tree ? tree : failure(job, label, tree);
  }

  private resolve({ project, request }: BuildJob, packages: ReadonlyMap<string, InstalledPackage>): NativeTree | Fault {
    const lock = this.locks.get(project.root) ?? LockFile.read(project.root);
    this.locks.set(project.root, lock);
    const fault = faultOfSources(packages, lock, project.root);
    if (fault !== undefined) return fault;
    const { native } = request;
    const key = sha256(JSON.stringify([describePackages(packages), native.os, native.cpu, native.libc]));
    const folder = path.join(project.cache, 'native', key.slice(0, 32));
    const cached = readTree(folder);
    if (cached !== undefined && faultOfArchives(cached.lock, lock) === undefined) return cached;
    return install(packages, native, { root: project.root, lock, folder });
  }
}

function find(name: string, { entry, project }: BuildJob): InstalledPackage | undefined {
  return findPackage(name, path.dirname(entry)) ?? findPackage(name, project.root);
}

function describePackages(packages: ReadonlyMap<string, InstalledPackage>): object {
  const entries = [...packages];
  return {
    private: true,
    dependencies: Object.fromEntries(entries.map(([name, { version }]) => [name, version])),
    overrides: Object.fromEntries(entries.map(([name, installed]) => [name, pinsOf(installed)])),
  };
}

interface Place {
  readonly root: string;
  readonly lock: LockFile;
  /** Folder of the cache that receives the tree. */
  readonly folder: string;
}

function install(
  packages: ReadonlyMap<string, InstalledPackage>,
  native: NativeTarget,
  { root, lock, folder }: Place,
): NativeTree | Fault {
  const work = mkdtempSync(path.join(tmpdir(), 'tradewind-native-'));
  try {
    writeFileSync(path.join(work, 'package.json'), JSON.stringify(describePackages(packages)));
    const npmrc = path.join(root, '.npmrc');
    if (existsSync(npmrc)) copyFileSync(npmrc, path.join(work, '.npmrc'));
    const run = npm([...npmArguments(native), '--prefix', work], work);
    if (!run.ok) return explain(run.output);
    const tree = readLock(work);
    const otherArchive = faultOfArchives(tree, lock);
    if (otherArchive !== undefined) return otherArchive;
    const files = shippedFiles(work, native);
    const fault = faultOf(work, [...packages.keys()], files, native);
    if (fault !== undefined) return [fault, 'use a version of the package with a prebuilt binary for that target'];
    return publishTree(work, files, tree, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function npmArguments({ os, cpu, libc }: NativeTarget): string[] {
  const target = [`--os=${os}`, `--cpu=${cpu}`, `--libc=${libc}`];
  // Scripts would compile or download for this machine.
  return [
    'install',
    ...target,
    '--ignore-scripts',
    '--omit=dev',
    '--no-audit',
    '--no-fund',
    '--package-lock',
    '--lockfile-version=3',
    '--loglevel=error',
  ];
}

/** Returns the resolution of npm, without addresses, which are those of this machine's registry. */
function readLock(work: string): LockedTree {
  const { packages } = JSON.parse(readFileSync(path.join(work, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, LockedEntry & { readonly resolved?: string }>>;
  };
  const entries = Object.entries(packages).map(([place, { resolved: _address, ...entry }]) => [place, entry]);
  return { ...Object.fromEntries(entries), '': { dependencies: packages['']?.dependencies } };
}

/**
 * Returns all files of the tree, sorted, except npm's own files and binaries of other platforms.
 */
function shippedFiles(work: string, { os, cpu }: NativeTarget, folder = 'node_modules'): string[] {
  const inPrebuilds = path.basename(folder) === 'prebuilds';
  return readdirSync(path.join(work, folder), { withFileTypes: true })
    .filter(({ name }) => !NEEDLESS.has(name))
    .filter((entry) => !(inPrebuilds && entry.isDirectory()) || (entry.name.startsWith(os) && entry.name.includes(cpu)))
    .flatMap((entry) => {
      const name = portable(path.join(folder, entry.name));
      return entry.isDirectory() ? shippedFiles(work, { os, cpu } as NativeTarget, name) : entry.isFile() ? [name] : [];
    })
    .sort();
}

function explain(output: string): Fault {
  const cause = output
    .split('\n')
    .map((line) => line.replace(/^npm (error|ERR!) ?/, ''))
    .filter((line) => line.trim() !== '' && !/^(code|syscall|errno|type) |A complete log|-debug-|^npm warn/i.test(line))
    .slice(0, 2)
    .join(' ');
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET/.test(output)) {
    return [`the registry cannot be reached: ${cause}`, 'synthesize once with a network; the result is cached'];
  }
  if (/ETARGET|E404|notarget/.test(output)) {
    return [`the registry has no such version: ${cause}`, 'install a published version, or set the registry in .npmrc'];
  }
  if (/E401|E403/.test(output)) return [`the registry refuses access: ${cause}`, 'put the credentials into .npmrc'];
  return [`npm failed: ${cause}`, 'fix npm install for that package, then synthesize again'];
}

function failure(job: BuildJob, label: string, [cause, fix]: Fault): Failure {
  const { os, cpu, libc } = job.request.native;
  return {
    jobs: [job],
    code: 'ARCH_NATIVE',
    rule: `needs ${label} for ${os}-${cpu} (${libc}), which cannot be shipped: ${cause}`,
    fix,
  };
}
