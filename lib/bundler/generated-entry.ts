import { existsSync, realpathSync } from 'node:fs';
import * as path from 'node:path';
import { sha256 } from './digest';
import { portableName } from './portable-name';
import { importPath } from './portable-path';
import type { Project } from './project';
import type { BindingReference, BundleRequest } from './types';

/** File that esbuild starts at: it passes the user's entry to the adapter. */
export interface GeneratedEntry {
  /** Names the generated entry and its output, and occurs in source maps. The same wherever `node_modules` is. */
  readonly id: string;
  /** Name of the folder that it is written to: projects that share `node_modules` share the cache, but not the text. */
  readonly folder: string;
  readonly text: string;
}

/** Parts of a request that a generated entry depends on. */
export type GeneratedEntryParts = Pick<BundleRequest, 'adapter' | 'handler' | 'bindings' | 'shape'>;

/** Generates the file for an entry. The id depends on no absolute path. */
export function createGeneratedEntry(project: Project, entry: string, parts: GeneratedEntryParts): GeneratedEntry {
  const folder = path.join(project.cache, 'entries', 'folder');
  const text = textOf(entry, parts, (file) => importPath(folder, file));
  const portableText = textOf(entry, parts, (file) => portableName(file, project));
  return { id: sha256(portableText).slice(0, 20), folder: sha256(text).slice(0, 8), text };
}

function textOf(entry: string, parts: GeneratedEntryParts, nameOf: (file: string) => string): string {
  const { adapter, handler, bindings = [], shape } = parts;
  const from = (file: string) => JSON.stringify(nameOf(file));
  const exported = handler === undefined ? 'entry.handler ?? entry.default' : `entry[${JSON.stringify(handler)}]`;
  const setup = setupText(adapter.options, bindings);
  const adapted = `adapt(${[exported, ...setup].join(', ')})`;
  return [
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
}

/** Returns the second argument of the adapter, if it has content. */
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

/**
 * Returns a file of the library: its source when tradewind runs from source, else its compiled file. Links are
 * resolved.
 */
function shippedFile(file: string): string {
  const found = [file, `${file}.ts`, `${file}.js`].find(
    (candidate) => /\.[cm]?[jt]s$/.test(candidate) && existsSync(candidate),
  );
  if (found === undefined)
    throw new Error(`tradewind is not installed completely: ${file} is missing. Install it again.`);
  return realpathSync(found);
}

/** Reports if a file of a build is a generated entry, or a substitute for a feature that the module format lacks. */
export function isGenerated(name: string): boolean {
  return name.includes('.cache/tradewind/entries/');
}
