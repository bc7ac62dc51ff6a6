import * as path from 'node:path';
import { version as esbuildVersion } from 'esbuild';
import type { BuildJob } from './build-job';
import { digest } from './digest';
import type { Fingerprint, Fingerprints } from './fingerprints';
import { isGenerated } from './generated-entry';
import type { Composition } from './pieces/bundle-pieces';
import { portableName } from './portable-name';

/** A fingerprint and its value. */
export type Reading = readonly [Fingerprint, string];

/** Changes with any file of the packages of a vendor file, and with the settings of its build. The same on every machine. */
export function digestOf(packages: readonly Reading[], job: BuildJob): string {
  // Injected files are named by their place on this machine. What they do shows in the code.
  const { inject: _paths, ...options } = job.options;
  return digest([esbuildVersion, options, job.mapsPackages, packages.map((each) => portable(each, job)).sort()]);
}

/**
 * Names a function whose packages are in a file of their own: by its code, by what it uses of its packages, and by their files.
 * The bytes would not do, since the file of packages, and the short names in the code, depend on what neighbours use as well.
 * @param parts files of the app that have code in the function, by their names in esbuild's metafile
 * @param packages digest of the packages
 */
export function identityOf(
  { plan, digest: code }: Composition,
  parts: readonly string[],
  packages: string,
  { job, fingerprints }: { readonly job: BuildJob; readonly fingerprints: Fingerprints },
): string {
  const files = parts.filter((name) => !isGenerated(name)).map((name): Fingerprint => `file:${name}`);
  const contents = files.map((file) => portable([file, fingerprints.value(file)], job));
  return digest([code, contents.sort(), plan.groups.map(idsOf), idsOf(plan.late), packages]);
}

function idsOf(pieces: Composition['plan']['late']): string[] {
  return pieces.map(({ id, names }) => [id, ...names].join());
}

function portable([fingerprint, value]: Reading, { project }: BuildJob): string {
  const colon = fingerprint.indexOf(':');
  const file = path.resolve(project.root, fingerprint.slice(colon + 1));
  return `${fingerprint.slice(0, colon)} ${portableName(file, project)} ${value}`;
}
