import { existsSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import * as path from 'node:path';

/**
 * Returns the bytes of packages with everything that npm installs with them, except their peers. Each package counts
 * once.
 */
export function installedBytes(root: string, names: readonly string[]): number {
  const folders = new Set<string>();
  for (const name of names) collect(root, name, folders);
  return [...folders].reduce((sum, folder) => sum + bytesOf(folder), 0);
}

function collect(from: string, name: string, folders: Set<string>): void {
  const folder = find(from, name);
  // Optional packages may be missing: binaries for other machines.
  if (folder === undefined || folders.has(folder)) return;
  folders.add(folder);
  const { dependencies, optionalDependencies } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  for (const each of Object.keys({ ...dependencies, ...optionalDependencies })) collect(folder, each, folders);
}

function find(from: string, name: string): string | undefined {
  const folder = path.join(from, 'node_modules', name);
  if (existsSync(folder)) return realpathSync(folder);
  return path.dirname(from) === from ? undefined : find(path.dirname(from), name);
}

/** Nested packages are counted separately. */
function bytesOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules')
    .reduce((sum, entry) => {
      const file = path.join(folder, entry.name);
      return sum + (entry.isDirectory() ? bytesOf(file) : statSync(file).size);
    }, 0);
}
