import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import type { Failure } from './failures';
import { findPackage, type InstalledPackage, pinsOf } from './installed-packages';
import { faultOf } from './native-check';
import { npm } from './npm';
import type { Order } from './order';
import { copyAll, type StoredFile } from './output-store';
import { portable } from './portable-path';
import type { NativeTarget } from './types';
import { besides, publishFolder } from './write-whole';

/** Native modules, installed. */
export interface NativeTree {
  readonly hash: string;
  readonly bytes: number;
  /** Folder that the files are relative to. */
  readonly directory: string;
  readonly files: readonly StoredFile[];
}

const MANIFEST = 'tree.json';
const NEEDLESS = new Set(['.bin', '.package-lock.json', 'package-lock.json']);

/** Installs native modules for an order's target, in the versions that the user has. Once for all bundles and synths. */
export function installNatives(order: Order, names: readonly string[]): NativeTree | Failure {
  const { native } = order.request;
  const found = names.map((name) => [name, find(name, order)] as const);
  const absent = found.find(([, installed]) => installed === undefined)?.[0];
  if (absent !== undefined)
    return {
      ...failure(order, absent, 'it is not installed, so that its version is unknown', 'install it'),
      missing: [absent],
    };
  const packages = new Map(found as [string, InstalledPackage][]);
  const description = describePackages(packages);
  const key = createHash('sha256')
    .update(JSON.stringify([description, native.os, native.cpu, native.libc]))
    .digest('hex');
  const folder = path.join(order.project.cache, 'native', key.slice(0, 32));
  const label = [...packages].map(([name, { version }]) => `${name}@${version}`).join(', ');
  return read(folder) ?? install(order, [label, names, description, folder]);
}

function find(name: string, { entry, project }: Order): InstalledPackage | undefined {
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

type Installation = readonly [label: string, names: readonly string[], description: object, folder: string];

function install(order: Order, [label, names, description, folder]: Installation): NativeTree | Failure {
  const { native } = order.request;
  const work = mkdtempSync(path.join(tmpdir(), 'tradewind-native-'));
  try {
    writeFileSync(path.join(work, 'package.json'), JSON.stringify(description));
    const npmrc = path.join(order.project.root, '.npmrc');
    if (existsSync(npmrc)) copyFileSync(npmrc, path.join(work, '.npmrc'));
    const run = npm([...npmArguments(native), '--prefix', work], work);
    if (!run.ok) return failure(order, label, ...explain(run.output));
    const files = shippedFiles(work, native).map((name) => ({ name, size: 0 }));
    const fault = faultOf(
      work,
      names,
      files.map(({ name }) => name),
      native,
    );
    if (fault !== undefined)
      return failure(order, label, fault, 'use a version of the package with a prebuilt binary for that target');
    return publish(work, files, folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

function npmArguments({ os, cpu, libc }: NativeTarget): string[] {
  const target = [`--os=${os}`, `--cpu=${cpu}`, `--libc=${libc}`];
  // Scripts would compile for, or download to suit, this machine.
  return [
    'install',
    ...target,
    '--ignore-scripts',
    '--omit=dev',
    '--no-audit',
    '--no-fund',
    '--no-package-lock',
    '--loglevel=error',
  ];
}

/** Moves what is shipped to the cache, and notes its hash, so that it is never read again. */
function publish(work: string, names: readonly StoredFile[], folder: string): NativeTree {
  const hash = createHash('sha256');
  const files = names.map(({ name }) => {
    const content = readFileSync(path.join(work, name));
    hash.update(`${name}\0${content.length}\0`).update(content);
    return { name, size: content.length };
  });
  const bytes = files.filter(({ name }) => !name.endsWith('.map')).reduce((sum, { size }) => sum + size, 0);
  const partial = besides(folder);
  mkdirSync(partial, { recursive: true });
  copyAll(files, work, partial);
  const tree = { hash: hash.digest('hex'), bytes, files };
  writeFileSync(path.join(partial, MANIFEST), JSON.stringify(tree));
  if (existsSync(folder)) rmSync(folder, { recursive: true, force: true });
  publishFolder(partial, folder);
  return { ...tree, directory: folder };
}

function read(folder: string): NativeTree | undefined {
  try {
    const tree = JSON.parse(readFileSync(path.join(folder, MANIFEST), 'utf8')) as NativeTree;
    const isWhole = tree.files.length > 0 && tree.files.every(({ name }) => existsSync(path.join(folder, name)));
    return isWhole && typeof tree.hash === 'string' ? { ...tree, directory: folder } : undefined;
  } catch {
    return undefined;
  }
}

/** All files of the tree, sorted, without those that npm writes for itself and without binaries of other platforms. */
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

function explain(output: string): readonly [cause: string, fix: string] {
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
  return [`npm failed: ${cause}`, 'make npm install work for that package, then synthesize again'];
}

function failure(order: Order, label: string, cause: string, fix: string): Failure {
  const { os, cpu, libc } = order.request.native;
  return {
    orders: [order],
    code: 'ARCH_NATIVE',
    rule: `needs ${label} for ${os}-${cpu} (${libc}), which cannot be shipped: ${cause}`,
    fix,
  };
}
