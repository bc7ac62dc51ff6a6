import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Reads everything that was synthesized, by its path: JSON as a value, other files as text. */
export function readSynthesized(outdir: string): Record<string, unknown> {
  const files = readdirSync(outdir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ name, parentPath }) => path.join(parentPath, name));
  return Object.fromEntries(paths.map((file) => [path.relative(outdir, file), readFile(file)]));
}

function readFile(file: string): unknown {
  return file.endsWith('.json') ? JSON.parse(readFileSync(file, 'utf8')) : readFileSync(file).toString('base64');
}
