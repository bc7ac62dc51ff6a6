import * as path from 'node:path';

/**
 * A file that is bundled with functions, without its extension. When compiled, files of the ES module build are taken,
 * of which esbuild drops what is not used.
 */
export function shippedFile(...segments: string[]): string {
  const library = path.join(__dirname, '..');
  return __filename.endsWith('.ts') ? path.join(library, ...segments) : path.join(library, 'esm', ...segments);
}
