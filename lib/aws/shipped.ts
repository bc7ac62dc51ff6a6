import * as path from 'node:path';

const FROM_SOURCE = __filename.endsWith('.ts');
const LIBRARY = path.join(__dirname, '..');

/**
 * A file of the library that is bundled with functions, without its extension. When compiled, files of the ES module
 * build are taken, of which esbuild drops what is not used.
 */
export function shippedModule(...segments: string[]): string {
  return path.join(LIBRARY, ...(FROM_SOURCE ? segments : ['esm', ...segments]));
}

/** The same for an entry that stands in the place of a user's file. */
export function shippedEntry(...segments: string[]): string {
  return shippedModule(...segments) + (FROM_SOURCE ? '.ts' : '.js');
}

/** Whether an entry is one of the library's own. */
export function isShipped(entry: string): boolean {
  return path.resolve(entry).startsWith(LIBRARY + path.sep);
}
