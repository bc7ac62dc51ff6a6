import { itemAt } from '../lookup';
/** Entry of a lock file for one package. */
export interface LockedPackage {
  readonly name: string;
  /** Absent for packages from outside a registry. */
  readonly version?: string;
  /** Hashes of its archive, such as `sha512-…`, when the format has them. */
  readonly integrity?: string;
  /** Origin, if that is not a registry: `file:vendor/sharp`. */
  readonly origin?: string;
}

interface NpmPackage {
  readonly name?: string;
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  /** Entry in version 1 of the format. */
  readonly dependencies?: Readonly<Record<string, NpmPackage>>;
}

const ELSEWHERE = /^(file|link|portal|workspace|patch|exec|git|github|gitlab|bitbucket|git\+\w+|ssh):|\.git(#|$)/;

/**
 * Reads `package-lock.json` and `npm-shrinkwrap.json`. @see
 * https://docs.npmjs.com/cli/configuring-npm/package-lock-json
 */
export function readNpm(text: string): LockedPackage[] {
  const { packages, dependencies } = JSON.parse(text) as NpmPackage & { packages?: Record<string, NpmPackage> };
  if (packages === undefined) return readNpmTree(dependencies ?? {});
  return Object.entries(packages).flatMap(([key, found]) => {
    const inside = key.split('node_modules/');
    return inside.length === 1 ? [] : [fromNpm(found.name ?? itemAt(inside, -1), found)];
  });
}

function readNpmTree(dependencies: Readonly<Record<string, NpmPackage>>): LockedPackage[] {
  return Object.entries(dependencies).flatMap(([name, found]) => [
    fromNpm(name, { ...found, resolved: ELSEWHERE.test(found.version ?? '') ? found.version : found.resolved }),
    ...readNpmTree(found.dependencies ?? {}),
  ]);
}

function fromNpm(name: string, { version, resolved = '', integrity, link }: NpmPackage): LockedPackage {
  if (link) return { name, origin: `link:${resolved}` };
  return ELSEWHERE.test(resolved) ? { name, origin: resolved } : { name, version, integrity };
}

/** Reads `pnpm-lock.yaml`: keys such as `/sharp@0.34.1:` or `sharp@0.34.1(patch_hash=…):`, then `resolution: {…}`. */
export function readPnpm(text: string): LockedPackage[] {
  const found = text.matchAll(
    /^ {2}(['"]?)\/?((?:@[^/@\s]+\/)?[^/@\s'"]+)[@/]([^\s'"]+)\1:\n(?: {4}resolution: \{(.*)\})?/gm,
  );
  return [...found].flatMap(([, , name = '', reference = '', resolution]): LockedPackage[] => {
    if (reference.includes('(patch_hash=')) return [{ name, origin: `patch:${reference}` }];
    if (resolution === undefined) return [];
    const other = /(?:directory|repo|tarball): ([^,}]+)/.exec(resolution)?.[1];
    const isElsewhere = ELSEWHERE.test(reference) || /directory: |repo: |tarball: file:/.test(resolution);
    if (isElsewhere || /^https?:/.test(reference)) return [{ name, origin: other ?? reference }];
    const integrity = /integrity: ([^,}]+)/.exec(resolution)?.[1];
    return [{ name, version: reference.replace(/\(.*$/, ''), integrity }];
  });
}

/**
 * Reads `yarn.lock` of version 1 and of later ones, whose checksums are of Yarn's own archives, so they are omitted.
 */
export function readYarn(text: string): LockedPackage[] {
  return text.split(/\n(?=\S)/).flatMap((block): LockedPackage[] => {
    const [, name = '', range = ''] = /^"?((?:@[^/@]+\/)?[^@"\s]+)@([^",]*)/.exec(block) ?? [];
    const version = /^ {2}version:? "?([^"\n]+)"?/m.exec(block)?.[1];
    if (name === '' || version === undefined) return [];
    const resolved = /^ {2}(?:resolved|resolution:) "(?:(?:@[^/@"]+\/)?[^@/":]+@)?([^"]+)"/m.exec(block)?.[1] ?? '';
    const origin = [resolved, range].find((each) => ELSEWHERE.test(each) || /^https?:.*(codeload|\.git)/.test(each));
    if (origin !== undefined) return [{ name, origin }];
    return [{ name, version, integrity: /^ {2}integrity (\S+)/m.exec(block)?.[1] }];
  });
}

/** Reads `bun.lock`: `"sharp": ["sharp@0.34.1", "", {…}, "sha512-…"]`. */
export function readBun(text: string): LockedPackage[] {
  const found = text.matchAll(/^\s+"[^"]+": \["((?:@[^/@"]+\/)?[^@"]+)@([^"]+)"(.*)\],?$/gm);
  return [...found].map(([, name = '', reference = '', rest = '']) => {
    if (ELSEWHERE.test(reference)) return { name, origin: reference };
    return { name, version: reference, integrity: /"(sha\d+-[^"]+)"$/.exec(rest)?.[1] };
  });
}
