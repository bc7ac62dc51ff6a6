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

/** How an entry is named in the app model: relative to the working directory, the same on every machine; ours not at all. */
export function entryInModel(entry: string): string | undefined {
  const absolute = path.resolve(entry);
  if (absolute.startsWith(LIBRARY + path.sep)) return undefined;
  return path.relative(process.cwd(), absolute).replaceAll(path.sep, '/');
}
