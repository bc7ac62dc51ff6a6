import { readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { sha256 } from './digest';

/**
 * Name of a fingerprint, a part of the file system on which a bundle depends, as `kind:path`; the path is relative to the root.
 * - `file`: the content of a file
 * - `package`: the fields of a package.json that change how its files are bundled
 * - `near`: the files that an import of this path could mean
 * - `folder`: which configuration a folder has
 * - `modules`: the names of the packages in a node_modules folder
 */
export type Fingerprint = `${'file' | 'package' | 'near' | 'folder' | 'modules'}:${string}`;

const MISSING = 'missing';
const CONFIGURATION = ['node_modules', 'package.json', 'tsconfig.json', 'jsconfig.json', '.pnp.cjs'];
// Fields that tools and people change and that esbuild does not read.
const UNREAD = [
  ...['version', 'description', 'keywords', 'author', 'contributors', 'license', 'repository', 'bugs', 'homepage'],
  ...['scripts', 'files', 'engines', 'packageManager', 'workspaces', 'dependencies', 'devDependencies'],
  ...['peerDependencies', 'optionalDependencies', 'bin', 'types', 'funding', 'publishConfig'],
];

/** Reads fingerprints, each of them once. */
export class Fingerprints {
  private readonly known = new Map<Fingerprint, string>();
  private readonly listings = new Map<string, Map<string, string[]>>();

  constructor(readonly root: string) {}

  value(fingerprint: Fingerprint): string {
    let value = this.known.get(fingerprint);
    if (value === undefined) {
      value = this.read(fingerprint);
      this.known.set(fingerprint, value);
    }
    return value;
  }

  /** Reports if a file changed after a moment (milliseconds since 1970): its fingerprint may be older than its bundle. */
  isNewer(file: string, moment: number): boolean {
    const status = statSync(path.resolve(this.root, file), { throwIfNoEntry: false });
    return status !== undefined && Math.floor(status.ctimeMs) > moment;
  }

  private read(fingerprint: Fingerprint): string {
    const colon = fingerprint.indexOf(':');
    const file = path.resolve(this.root, fingerprint.slice(colon + 1));
    switch (fingerprint.slice(0, colon)) {
      case 'file':
        return hashFile(file);
      case 'package':
        return hashPackage(file);
      case 'near':
        return (this.listing(path.dirname(file)).get(path.basename(file)) ?? []).join('|');
      case 'folder':
        return CONFIGURATION.filter((name) => this.listing(file).get(name)?.includes(name)).join('|');
      default:
        return hash(packageNames(file).join('|'));
    }
  }

  /** Indexes the names in a folder, by full name and by the name without extension. */
  private listing(folder: string): Map<string, string[]> {
    const known = this.listings.get(folder);
    if (known) return known;
    const listing = new Map<string, string[]>();
    for (const name of namesIn(folder).sort()) {
      for (const key of new Set([name, path.parse(name).name])) {
        const names = listing.get(key);
        if (names) names.push(name);
        else listing.set(key, [name]);
      }
    }
    this.listings.set(folder, listing);
    return listing;
  }
}

function hash(content: string | Buffer): string {
  return sha256(content).slice(0, 32);
}

function hashFile(file: string): string {
  try {
    return hash(readFileSync(file));
  } catch {
    return MISSING;
  }
}

function hashPackage(file: string): string {
  try {
    const fields = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
    for (const name of UNREAD) delete fields[name];
    return hash(JSON.stringify(fields));
  } catch {
    return hashFile(file);
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Lists packages, with the targets of linked ones: `npm link` and workspaces change only those. */
function packageNames(folder: string): string[] {
  return namesIn(folder)
    .filter((name) => !name.startsWith('.'))
    .sort()
    .flatMap((name) => {
      const file = path.join(folder, name);
      return name.startsWith('@') ? [name, ...packageNames(file)] : [`${name} ${linkTarget(file)}`];
    });
}

function linkTarget(file: string): string {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}
