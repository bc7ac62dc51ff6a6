import * as path from 'node:path';

/** Returns a path with `/` on every system, so that everything derived from it is the same on all of them. */
export function portable(file: string, separator: string = path.sep): string {
  return separator === '/' ? file : file.split(separator).join('/');
}

/** Returns the path from one folder to a file, as an import states it: `./a.ts`, `../a.ts`. */
export function importPath(fromFolder: string, file: string): string {
  const relative = portable(path.relative(fromFolder, file));
  // On Windows a file of another drive has no relative path.
  return relative.startsWith('../') || path.isAbsolute(relative) ? relative : `./${relative}`;
}

/** Reports if a file belongs to an installed package. */
export function isInstalled(file: string): boolean {
  return `/${portable(file)}`.includes('/node_modules/');
}
