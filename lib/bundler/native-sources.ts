import * as path from 'node:path';
import { itemAt } from '../lookup';
import { findPackage, type InstalledPackage } from './installed-packages';
import { contradicts, type LockFile } from './lock-file';
import type { LockedTree } from './native-tree';
import { isInstalled, portable } from './portable-path';

/** Reason why a package cannot be installed for the function, with the fix. */
export type Fault = readonly [cause: string, fix: string];

const FROM_REGISTRY =
  'install it from a registry, or deploy it yourself, such as in a layer, and list it in bundling: { external: [...] }';

/**
 * Finds faults in the origins of packages and their dependencies: they are installed again for the function from the
 * registry, so only packages of a registry can be the same there.
 */
export function faultOfSources(
  packages: ReadonlyMap<string, InstalledPackage>,
  lock: LockFile,
  root: string,
): Fault | undefined {
  for (const [name, installed] of withDependencies(packages)) {
    const linked = isInstalled(installed.folder) ? undefined : portable(path.relative(root, installed.folder));
    if (linked !== undefined) return [`${name} is a link to ${linked}`, FROM_REGISTRY];
    const locked = lock.find(name, installed.version);
    if (locked?.origin !== undefined)
      return [`${lock.name} installs ${name} from ${locked.origin}, which is not a registry`, FROM_REGISTRY];
    const versions = lock.versionsOf(name);
    if (locked === undefined && versions.length > 0)
      return [
        `${name} is installed in version ${installed.version}, and ${lock.name} has ${versions.join(', ')}`,
        'install the versions of the lock file, such as with npm ci',
      ];
  }
  return undefined;
}

/** Finds packages whose archive is not the one of the lock file. */
export function faultOfArchives(tree: LockedTree, lock: LockFile): Fault | undefined {
  for (const [place, { version = '', integrity }] of Object.entries(tree)) {
    const name = itemAt(place.split('node_modules/'), -1);
    const locked = lock.find(name, version);
    if (!contradicts(locked?.integrity, integrity)) continue;
    return [
      `the registry has another archive of ${name}@${version} than ${lock.name}: ${integrity}, not ${locked?.integrity}`,
      'find out which of the two is correct; the registry is that of .npmrc',
    ];
  }
  return undefined;
}

/** Returns packages and all their dependencies, as they are installed. Optional ones are those of this machine. */
function withDependencies(packages: ReadonlyMap<string, InstalledPackage>): (readonly [string, InstalledPackage])[] {
  const all: (readonly [string, InstalledPackage])[] = [...packages];
  for (const [, { folder, manifest }] of all) {
    for (const name of Object.keys(manifest.dependencies ?? {})) {
      const below = name in (manifest.optionalDependencies ?? {}) ? undefined : findPackage(name, folder);
      if (below !== undefined && !all.some(([, known]) => known.folder === below.folder)) all.push([name, below]);
    }
  }
  return all;
}
