import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type LockedPackage, readBun, readNpm, readPnpm, readYarn } from './lock-formats';

type Reader = (text: string) => LockedPackage[];

// In the order in which npm prefers its own two.
const READERS: readonly (readonly [name: string, reader: Reader])[] = [
  ['npm-shrinkwrap.json', readNpm],
  ['package-lock.json', readNpm],
  ['pnpm-lock.yaml', readPnpm],
  ['yarn.lock', readYarn],
  ['bun.lock', readBun],
];

/** Packages that a project's lock file resolves. */
export class LockFile {
  private readonly packages = new Map<string, LockedPackage[]>();

  private constructor(
    /** Name of the file; absent if the project has none that can be read. */
    readonly name: string | undefined,
    packages: readonly LockedPackage[],
  ) {
    for (const each of packages) this.packages.set(each.name, [...(this.packages.get(each.name) ?? []), each]);
  }

  /** Reads the lock file of a folder. A file of an unknown format counts as none. */
  static read(folder: string): LockFile {
    for (const [name, reader] of READERS) {
      const text = textOf(path.join(folder, name));
      if (text === undefined) continue;
      try {
        return new LockFile(name, reader(text));
      } catch {
        return new LockFile(undefined, []);
      }
    }
    return new LockFile(undefined, []);
  }

  /** Returns a package in a version; one from outside a registry in any version. */
  find(name: string, version: string): LockedPackage | undefined {
    const all = this.packages.get(name) ?? [];
    return all.find((each) => each.origin !== undefined) ?? all.find((each) => each.version === version);
  }

  /** Returns the versions of a package in the file. */
  versionsOf(name: string): string[] {
    return (this.packages.get(name) ?? []).flatMap(({ version }) => version ?? []);
  }
}

/** Detects two lists of hashes, as lock files write them, that contradict each other. Hashes of different kinds do not. */
export function contradicts(one: string | undefined, other: string | undefined): boolean {
  const hashes = hashesOf(one);
  const others = hashesOf(other);
  return [...hashes].some(([kind, hash]) => others.has(kind) && others.get(kind) !== hash);
}

function hashesOf(integrity = ''): Map<string, string> {
  const hashes = integrity.split(/\s+/).flatMap((each) => {
    const [, kind = '', hash = ''] = /^(sha\d+)-([^?]+)/.exec(each) ?? [];
    return kind === '' ? [] : [[kind, hash] as const];
  });
  return new Map(hashes);
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
