import { existsSync, readFileSync, realpathSync } from 'node:fs';
import * as path from 'node:path';
import { upward } from './project';

/** Fields of a package.json that are read. */
export interface Manifest {
  readonly version?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/**
 * Package at the place where Node.js would find it. Links are resolved: pnpm puts dependencies next to the real folder.
 */
export interface InstalledPackage {
  readonly folder: string;
  readonly version: string;
  readonly manifest: Manifest;
}

/** Finds a package as Node.js does: in each node_modules folder upward. */
export function findPackage(name: string, from: string): InstalledPackage | undefined {
  for (const above of upward(from)) {
    const folder = path.join(above, 'node_modules', name);
    if (!existsSync(path.join(folder, 'package.json'))) continue;
    const real = realpathSync(folder);
    const manifest = readManifest(real);
    if (manifest.version !== undefined) return { folder: real, version: manifest.version, manifest };
  }
  return undefined;
}

/** Reads the package.json of a folder. */
export function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
}

/** Pinned versions of dependencies, in the form of npm's `overrides`. */
export type Pins = { [name: string]: string | Pins };

/**
 * Returns the versions of a package's dependencies in the user's project, so that an installation elsewhere, or next year, has
 * the same files. Optional ones are those of this machine, and are omitted, because the package states them exactly.
 */
export function pinsOf({ folder, manifest }: InstalledPackage, above: readonly string[] = []): Pins {
  const pins: Pins = {};
  for (const name of Object.keys(manifest.dependencies ?? {}).sort()) {
    const found = name in (manifest.optionalDependencies ?? {}) ? undefined : findPackage(name, folder);
    if (found === undefined || above.includes(found.folder)) continue;
    const below = pinsOf(found, [...above, folder]);
    pins[name] = Object.keys(below).length === 0 ? found.version : { '.': found.version, ...below };
  }
  return pins;
}
