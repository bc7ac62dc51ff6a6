import * as path from 'node:path';
import { portableName } from './portable-name';
import type { Project } from './project';

/**
 * Matches names such as `webpack:/src/index.ts`, of sources of packages that were bundled before they were published.
 */
const SCHEME = /^[a-z][a-z\d+.-]+:/i;

/**
 * Rewrites a source map so that its sources are named from the root of the project. esbuild names them from its output,
 * which is in `node_modules`: where that is a link, the names, and with them the hash of the deployed code, would be
 * those of one machine.
 */
export function portableMap(content: Buffer, folder: string, project: Project): Buffer {
  const text = content.toString('utf8').replace(/^( {2}"sources": )(\[.*\])/m, (_line, start: string, list: string) => {
    const names = (JSON.parse(list) as string[]).map((name) =>
      SCHEME.test(name) ? name : portableName(path.resolve(folder, name), project),
    );
    return start + JSON.stringify(names);
  });
  return Buffer.from(text);
}
