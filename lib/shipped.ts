import * as path from 'node:path';

const FROM_SOURCE = __filename.endsWith('.ts');
const LIBRARY = __dirname;

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

/** How a user's entry is named in the app model. The library's own are not named at all. */
export function entryInModel(entry: string): string | undefined {
  return path.resolve(entry).startsWith(LIBRARY + path.sep) ? undefined : nameOfEntry(entry);
}

/** An entry relative to the working directory, with slashes: the same on every machine. */
export function nameOfEntry(entry: string): string {
  return path.relative(process.cwd(), path.resolve(entry)).replaceAll(path.sep, '/');
}
