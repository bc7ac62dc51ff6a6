import * as path from 'node:path';
import { portable } from './portable-path';
import type { Project } from './project';

/** Folder of tradewind's package, which may be linked into a project. */
const LIBRARY = path.join(__dirname, '..', '..');

/** Name of a file relative to the root of its project, regardless of where `node_modules` and its links lead. */
export function portableName(file: string, { root, cache }: Pick<Project, 'root' | 'cache'>): string {
  const entries = path.join(cache, 'entries');
  const base = path.basename(file);
  if (isWithin(file, entries)) return `tradewind/${/^[0-9a-f]{20}\.js$/.test(base) ? 'entry.js' : base}`;
  const modules = path.join(cache, '..', '..');
  if (isWithin(file, modules)) return `node_modules/${portable(path.relative(modules, file))}`;
  if (isWithin(file, LIBRARY) && !isWithin(file, root))
    return `node_modules/tradewind/${portable(path.relative(LIBRARY, file))}`;
  return portable(path.relative(root, file));
}

/** Tests if a file is one of tradewind's own, whichever package manager has installed it. */
export function isOwnFile(file: string): boolean {
  return isWithin(file, LIBRARY) && !portable(path.relative(LIBRARY, file)).startsWith('node_modules/');
}

function isWithin(file: string, folder: string): boolean {
  return file.startsWith(folder + path.sep);
}
