import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Metafile } from 'esbuild';
import type { NewFile } from './output-store';
import { portableMap } from './portable-map';
import type { Project } from './project';

// Links to maps and to licence files are at the end.
const TAIL = 4096;

/**
 * The files that esbuild wrote for a generated entry, with the names in the bundle: `<id>.js` becomes `<main>.js`.
 * They are found by name: metafiles name an entry point by the path that its links lead to.
 */
export function collectOutput(
  outputs: Metafile['outputs'],
  folder: string,
  id: string,
  project: Project,
  main: 'index' | 'vendor',
): NewFile[] {
  const own = Object.keys(outputs).filter((output) => path.posix.basename(output).startsWith(`${id}.`));
  const all = new Set(own);
  for (const output of all) {
    for (const { path: name, external } of outputs[output]?.imports ?? []) if (!external) all.add(name);
  }
  return [...all].map((output) => {
    const name = path.posix.relative(folder, output);
    const file = path.resolve(project.root, output);
    // Assets may belong to several bundles, so they are copied.
    return own.includes(output)
      ? ownFile(`${main}${name.slice(id.length)}`, file, { id, main, project })
      : { name, content: readFileSync(file) };
  });
}

interface Names {
  readonly id: string;
  readonly main: string;
  readonly project: Project;
}

function ownFile(name: string, file: string, { id, main, project }: Names): NewFile {
  const written = readFileSync(file);
  const content = name.endsWith('.map') ? portableMap(written, path.dirname(file), project) : relink(written, id, main);
  if (content !== written) writeFileSync(file, content);
  return { name, content, movable: file };
}

function relink(content: Buffer, id: string, main: string): Buffer {
  const at = content.indexOf(`${id}.`, Math.max(0, content.length - TAIL));
  if (at < 0) return content;
  const tail = content.subarray(at).toString('utf8').replaceAll(`${id}.`, `${main}.`);
  return Buffer.concat([content.subarray(0, at), Buffer.from(tail)]);
}
