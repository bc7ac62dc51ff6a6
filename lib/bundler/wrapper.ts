import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { digest } from './digest';
import { type Project, toPosix } from './project';
import type { AdapterReference, BundleRequest } from './types';

/** The file that esbuild starts from: it joins an entry and an adapter. */
export interface Wrapper {
  /** Hash of its text, which names it. */
  readonly id: string;
  readonly text: string;
}

/** Name of the injected module that says in CommonJS what `import.meta.url` says in ES modules. */
export const IMPORT_META_FILE = 'import-meta.js';
/** The identifier that it exports. */
export const IMPORT_META_URL = '__tradewindImportMetaUrl';

/** Folder of the wrappers. Real files, because synchronous builds run no plugins. */
export function wrapperFolder(project: Project): string {
  return path.join(project.cache, 'entries');
}

/** The text of a wrapper has paths relative to it alone, so it is the same on every machine. */
export function createWrapper(project: Project, request: BundleRequest, entry: string): Wrapper {
  const from = wrapperFolder(project);
  const names = request.handler === undefined ? ['handler', 'default'] : [request.handler];
  const text = [
    `import * as entry from ${specifier(from, entry)};`,
    `import { ${request.adapter.export} as adapt } from ${specifier(from, adapterFile(request.adapter))};`,
    `export const handler = adapt(${names.map((name) => `entry[${JSON.stringify(name)}]`).join(' ?? ')});`,
    '',
  ].join('\n');
  // The target is part of the name, for what is shipped beside a bundle depends on it.
  return { id: digest(text, JSON.stringify(request.native)).slice(0, 24), text };
}

/** Writes what esbuild starts from. Files of the same name have the same content, so nobody can be disturbed. */
export function writeWrappers(project: Project, wrappers: readonly Wrapper[]): void {
  const folder = wrapperFolder(project);
  mkdirSync(folder, { recursive: true });
  // Free of the root's `type`, which would change how CommonJS is imported; and what is not used may go.
  writeOnce(path.join(folder, 'package.json'), '{ "sideEffects": false }\n');
  writeOnce(path.join(folder, IMPORT_META_FILE), importMetaText());
  for (const { id, text } of wrappers) writeOnce(path.join(folder, `${id}.js`), text);
}

function importMetaText(): string {
  return `export const ${IMPORT_META_URL} = require('node:url').pathToFileURL(__filename).href;\n`;
}

function specifier(from: string, file: string): string {
  return JSON.stringify(toPosix(path.relative(from, file)));
}

/** The library's own adapters are TypeScript when it runs from source. */
function adapterFile({ file }: AdapterReference): string {
  return [file, `${file}.js`, `${file}.ts`].find((name) => path.extname(name) !== '' && existsSync(name)) ?? file;
}

function writeOnce(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  writeFileSync(file, text);
}
