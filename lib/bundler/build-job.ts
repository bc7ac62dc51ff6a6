import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type BuildOptions, version as esbuildVersion } from 'esbuild';
import { checkRequest } from './check-request';
import { digest } from './digest';
import { esbuildOptions, nativeModules, SUBSTITUTES } from './esbuild-options';
import { createGeneratedEntry, type GeneratedEntry } from './generated-entry';
import { portable } from './portable-path';
import type { Project, Projects } from './project';
import type { BundleRequest } from './types';

/** A request that was checked, with everything that can be computed without a build. */
export interface BuildJob {
  readonly request: BundleRequest;
  readonly project: Project;
  /** The entry, absolute, with the links above it resolved. */
  readonly entry: string;
  readonly generated: GeneratedEntry;
  readonly options: BuildOptions;
  readonly natives: readonly string[];
  /** Set if packages in separate files get a source map, which requires the option `sourcemap` of the user. */
  readonly mapsPackages: boolean;
  /** Build jobs of the same group are built by one run of esbuild. */
  readonly group: string;
  /** Requests that are equal in all that changes a bundle. */
  readonly identity: string;
}

// Incremented when cache indexes of older versions must not be used.
const FORMAT = 6;

const VERSIONS = [FORMAT, esbuildVersion, ownVersion(), SUBSTITUTES];

/** @throws ValidationError */
export function createBuildJob(request: BundleRequest, projects: Projects): BuildJob {
  checkRequest(request);
  const { file: entry, project } = projects.locate(path.resolve(request.entry));
  const generated = createGeneratedEntry(project, entry, request);
  const options = esbuildOptions(request, project);
  const mapsPackages = request.options?.sourcemap !== undefined;
  const group = digest([VERSIONS, options, mapsPackages]).slice(0, 32);
  const { native } = request;
  const identity = digest([
    project.root,
    group,
    generated.id,
    native.os,
    native.cpu,
    native.libc,
    request.options?.maxBundleSize,
  ]);
  const natives = nativeModules(request.options);
  return { request, project, entry, generated, options, natives, mapsPackages, group, identity };
}

/** Name of the entry in errors. */
export function entryName({ entry, project }: BuildJob): string {
  return portable(path.relative(project.root, entry));
}

function ownVersion(): string {
  const file = path.join(__dirname, '..', '..', 'package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}

/** Jobs of one run, at least one. */
export type BuildJobs = readonly [BuildJob, ...BuildJob[]];

/** Reports if a list is not empty. */
export function isAny(jobs: readonly BuildJob[]): jobs is BuildJobs {
  return jobs.length > 0;
}
