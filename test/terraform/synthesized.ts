import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Everything that was synthesized, by its path: JSON as a value, other files as text. `version` is left out of it. */
export function readSynthesized(outdir: string, version: string): Record<string, unknown> {
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ name, parentPath }) => path.join(parentPath, name));
  return Object.fromEntries(paths.map((file) => [path.relative(outdir, file), readFile(file, version)]));
}

/** The versions of the engine that wrote the stacks. */
export function engineVersions(outdir: string): string[] {
  const stacks = readdirSync(path.join(outdir, 'stacks'));
  return stacks.map((name) => {
    const stack = JSON.parse(readFileSync(path.join(outdir, 'stacks', name, 'cdk.tf.json'), 'utf8'));
    return stack['//'].metadata.version as string;
  });
}

function readFile(file: string, version: string): unknown {
  if (!file.endsWith('.json')) return readFileSync(file).toString('base64');
  const isVersion = (key: string, value: unknown) => key === 'version' && value === version;
  return JSON.parse(readFileSync(file, 'utf8'), (key, value) => (isVersion(key, value) ? undefined : value));
}
