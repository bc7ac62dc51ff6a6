import { realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import type { Metafile } from 'esbuild';
import type { BuildJob } from './build-job';

/**
 * Finds files that receive an ES module from `require()` where Node.js returns another file. esbuild has one order of
 * main fields for `import` and `require()`, and a package may have both `module` and `main`.
 */
export function filesThatRequireOther(inputs: Metafile['inputs'], root: string): ReadonlySet<string> {
  const files = Object.entries(inputs).flatMap(([file, { imports }]) => {
    const differs = imports.some(
      ({ kind, external, original, path: target }) =>
        kind === 'require-call' &&
        !external &&
        original !== undefined &&
        inputs[target]?.format === 'esm' &&
        isOther(path.resolve(root, file), original, path.resolve(root, target)),
    );
    return differs ? [file] : [];
  });
  return new Set(files);
}

function isOther(from: string, name: string, target: string): boolean {
  try {
    const found = createRequire(from).resolve(name);
    return path.isAbsolute(found) && realpathSync(found) !== realpathSync(target);
  } catch {
    // Only esbuild finds it, such as by the `paths` of a tsconfig.json.
    return false;
  }
}

/**
 * Returns a build job that uses the resolution of Node.js; undefined if it does so already, or if the user configures
 * it.
 */
export function asNodeResolves(job: BuildJob): BuildJob | undefined {
  const { options, request } = job;
  const isChosen = request.options?.mainFields !== undefined || request.options?.conditions !== undefined;
  const isNodes = options.platform !== 'node' || options.mainFields?.[0] === 'main';
  // Without conditions of its own, esbuild adds `module`, which Node.js does not know.
  return isChosen || isNodes
    ? undefined
    : { ...job, options: { ...options, mainFields: ['main', 'module'], conditions: [] } };
}
