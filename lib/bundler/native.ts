import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import * as path from 'node:path';
import { digest } from './digest';
import { cpuOf } from './elf';
import { npm } from './npm';
import { moveTo } from './output';
import { ancestors, type Project, toPosix } from './project';
import type { NativeTarget } from './types';

/** Native modules, installed for a target. */
export interface NativeTree {
  /** A `node_modules` folder. */
  readonly folder: string;
  readonly hash: string;
  readonly bytes: number;
}

/** What is wrong with a native module, and what to do. */
export class NativeProblem extends Error {
  constructor(
    message: string,
    readonly fix: string,
  ) {
    super(message);
  }
}

/**
 * Installs packages for a target from the registry, without Docker, once: in the versions that the project has, those of
 * their dependencies included, so that the result is the same on every machine.
 * @throws NativeProblem
 * @see https://docs.npmjs.com/cli/commands/npm-install#cpu
 */
export function installNative(
  project: Project,
  names: readonly string[],
  target: NativeTarget,
  entry: string,
): NativeTree {
  const folders = names.map((name) => findPackage(project, name, path.dirname(entry)));
  const versions = Object.fromEntries(names.map((name, index) => [name, versionIn(folders[index]!)]));
  const overrides = Object.fromEntries(
    folders.flatMap((folder) => pinned(folder, new Set())).filter(([name]) => !(name in versions)),
  );
  const key = digest(JSON.stringify([versions, overrides, target])).slice(0, 24);
  const home = path.join(project.cache, 'native', key);
  if (!existsSync(path.join(home, 'tree.json'))) install(project, home, { dependencies: versions, overrides }, target);
  const { hash, bytes } = JSON.parse(readFileSync(path.join(home, 'tree.json'), 'utf8'));
  return { folder: path.join(home, 'node_modules'), hash, bytes };
}

function install(project: Project, home: string, wanted: object, target: NativeTarget): void {
  const partial = `${home}.${process.pid}`;
  rmSync(home, { recursive: true, force: true });
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  try {
    writeFileSync(path.join(partial, 'package.json'), JSON.stringify({ private: true, ...wanted }));
    const settings = path.join(project.root, '.npmrc');
    if (existsSync(settings)) copyFileSync(settings, path.join(partial, '.npmrc'));
    runInstall(partial, wanted, target);
    rmSync(path.join(partial, 'node_modules', '.bin'), { recursive: true, force: true });
    rmSync(path.join(partial, 'node_modules', '.package-lock.json'), { force: true });
    verify(path.join(partial, 'node_modules'), target);
    writeFileSync(path.join(partial, 'tree.json'), JSON.stringify(measure(path.join(partial, 'node_modules'))));
    moveTo(partial, home);
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

function runInstall(folder: string, wanted: object, target: NativeTarget): void {
  const flags = [
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    '--omit=dev',
    '--include=optional',
    '--loglevel=error',
  ];
  const failure = npm(folder, [
    'install',
    `--os=${target.os}`,
    `--cpu=${target.cpu}`,
    `--libc=${target.libc}`,
    ...flags,
  ]);
  if (failure === undefined) return;
  const { dependencies } = wanted as { dependencies: Record<string, string> };
  const list = Object.entries(dependencies).map(([name, version]) => `${name}@${version}`);
  throw new NativeProblem(
    `${list.join(', ')} could not be installed for ${describeTarget(target)}: ${failure}`,
    'see that the registry can be reached, and that the version exists for this target',
  );
}

/** Refuses a tree in which a library is for another CPU or libc: the function would fail at its first call. */
function verify(folder: string, target: NativeTarget): void {
  const files = listFiles(folder);
  const libraries = files.filter((file) => /\.node$|\.so(\.|$)/.test(file));
  const wrong = libraries.find((file) => cpuOf(path.join(folder, file)) !== target.cpu);
  const otherLibc = files.find(
    (file) =>
      /linuxmusl|-musl(\/|-)/.test(file) === (target.libc === 'glibc') && /linux/.test(file) && /\.node$/.test(file),
  );
  const bad = wrong ?? otherLibc;
  if (libraries.some((file) => file.endsWith('.node')) && bad === undefined) return;
  throw new NativeProblem(
    bad === undefined
      ? `no native library for ${describeTarget(target)} was installed`
      : `${bad} is not for ${describeTarget(target)}`,
    'use a version of the package that is published for this target, or another architecture',
  );
}

function measure(folder: string): { hash: string; bytes: number } {
  const files = listFiles(folder);
  const hash = digest(...files.flatMap((file) => [file, readFileSync(path.join(folder, file))]));
  const bytes = files.reduce((sum, file) => sum + statSync(path.join(folder, file)).size, 0);
  return { hash, bytes };
}

function listFiles(folder: string, prefix = ''): string[] {
  return readdirSync(path.join(folder, prefix), { withFileTypes: true })
    .flatMap((item) => {
      const name = toPosix(path.join(prefix, item.name));
      return item.isDirectory() ? listFiles(folder, name) : [name];
    })
    .sort();
}

function findPackage(project: Project, name: string, from: string): string {
  const places = [...ancestors(from), ...ancestors(realpathSync(from)), project.root];
  const found = places
    .map((folder) => path.join(folder, 'node_modules', name))
    .find((folder) => existsSync(path.join(folder, 'package.json')));
  if (found !== undefined) return realpathSync(found);
  throw new NativeProblem(
    `${name} is imported, and not installed`,
    `run \`npm install ${name}\`, or the same with your package manager`,
  );
}

function versionIn(folder: string): string {
  return readManifest(folder).version;
}

function readManifest(folder: string): { version: string; dependencies?: Record<string, string> } {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

/** Names and installed versions of all plain dependencies of a package. */
function pinned(folder: string, seen: Set<string>): [string, string][] {
  const names = Object.keys(readManifest(folder).dependencies ?? {}).filter((name) => !seen.has(name));
  return names.flatMap((name) => {
    seen.add(name);
    const found = ancestors(folder)
      .flatMap((parent) => [path.join(parent, 'node_modules', name), path.join(parent, name)])
      .find((place) => existsSync(path.join(place, 'package.json')));
    if (found === undefined) return [];
    const real = realpathSync(found);
    return [[name, versionIn(real)] as [string, string], ...pinned(real, seen)];
  });
}

function describeTarget({ os, cpu, libc }: NativeTarget): string {
  return `${os} ${cpu} (${libc})`;
}
