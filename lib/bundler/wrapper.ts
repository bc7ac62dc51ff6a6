import { createHash } from 'node:crypto';
import { existsSync, realpathSync } from 'node:fs';
import { importPath } from './portable-path';
import type { BindingReference, BundleRequest } from './types';

/** The file that esbuild starts at: it gives the user's entry to the adapter. */
export interface Wrapper {
  /** Names the wrapper and its output. Made from the text alone. */
  readonly id: string;
  readonly text: string;
}

/** What a wrapper is made of. */
export type WrapperParts = Pick<BundleRequest, 'adapter' | 'handler' | 'bindings' | 'shape'>;

/** Writes the wrapper of an entry, for a file in `folder`. The same on every machine: it holds no absolute path. */
export function createWrapper(folder: string, entry: string, parts: WrapperParts): Wrapper {
  const { adapter, handler, bindings = [], shape } = parts;
  const from = (file: string) => JSON.stringify(importPath(folder, file));
  const exported = handler === undefined ? 'entry.handler ?? entry.default' : `entry[${JSON.stringify(handler)}]`;
  const setup = setupText(adapter.options, bindings);
  const adapted = `adapt(${[exported, ...setup].join(', ')})`;
  const text = [
    `import * as entry from ${from(entry)};`,
    `import { ${adapter.export} as adapt } from ${from(shippedFile(adapter.file))};`,
    ...bindings.map(
      ({ file, ...rest }, index) => `import { ${rest.export} as binding${index} } from ${from(shippedFile(file))};`,
    ),
    shape?.exportAs === 'default' ? `export default ${adapted};` : `export const handler = ${adapted};`,
    ...Object.entries(shape?.constants ?? {}).map(
      ([name, value]) => `export const ${name} = ${JSON.stringify(value)};`,
    ),
    '',
  ].join('\n');
  return { id: createHash('sha256').update(text).digest('hex').slice(0, 20), text };
}

/** The second argument of the adapter, if there is anything to say. */
function setupText(options: object | undefined, bindings: readonly BindingReference[]): string[] {
  const members = [
    ...(options === undefined ? [] : [`options: ${JSON.stringify(options)}`]),
    ...(bindings.length === 0 ? [] : [`bindings: { ${bindings.map(bindingText).join(', ')} }`]),
  ];
  return members.length === 0 ? [] : [`{ ${members.join(', ')} }`];
}

function bindingText({ name, options }: BindingReference, index: number): string {
  return `${JSON.stringify(name)}: binding${index}(${JSON.stringify(name)}, ${JSON.stringify(options ?? {})})`;
}

/** A file of the library: its source when tradewind runs from source, else what it was compiled to. Links are resolved. */
function shippedFile(file: string): string {
  const found = [file, `${file}.ts`, `${file}.js`].find(
    (candidate) => /\.[cm]?[jt]s$/.test(candidate) && existsSync(candidate),
  );
  if (found === undefined)
    throw new Error(`tradewind is not installed as a whole: ${file} is missing. Install it again.`);
  return realpathSync(found);
}
