import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { importPath } from './portable-path';
import type { AdapterReference } from './types';

/** The file that esbuild starts at: it gives the user's entry to the adapter. */
export interface Wrapper {
  /** Names the wrapper and its output. Made from the text alone. */
  readonly id: string;
  readonly text: string;
}

/** Writes the wrapper of an entry, for a file in `folder`. The same on every machine: it holds no absolute path. */
export function createWrapper(folder: string, entry: string, adapter: AdapterReference, handler?: string): Wrapper {
  const exported = handler === undefined ? 'entry.handler ?? entry.default' : `entry[${JSON.stringify(handler)}]`;
  const text = [
    `import * as entry from ${JSON.stringify(importPath(folder, entry))};`,
    `import { ${adapter.export} as adapt } from ${JSON.stringify(importPath(folder, adapterFile(adapter)))};`,
    `export const handler = adapt(${exported});`,
    '',
  ].join('\n');
  return { id: createHash('sha256').update(text).digest('hex').slice(0, 20), text };
}

/** The adapter's source when tradewind runs from source, else what it was compiled to. Links are resolved. */
function adapterFile({ file }: AdapterReference): string {
  const found = [file, `${file}.ts`, `${file}.js`].find(
    (candidate) => /\.[cm]?[jt]s$/.test(candidate) && existsSync(candidate),
  );
  if (found === undefined)
    throw new Error(`tradewind is not installed as a whole: ${file} is missing. Install it again.`);
  return realpathSync(found);
}
