import { existsSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { buildSync } from 'esbuild';
import type { ConstructModel } from '../app-model/model';
import { BUILTINS } from '../cloudflare/function/node-modules';
import type { ProviderName } from '../runtime/types';
import type { Finding } from './finding';

/**
 * Lists modules of Node.js that the code of a construct imports and that the other provider does not have. Only workers
 * lack some. The entries are bundled in memory to find out; paths start at the working directory, as in the app model.
 */
export function lostNodeModules({ functions }: ConstructModel, to: ProviderName): Finding[] {
  if (to !== 'cloudflare') return [];
  const entries = functions.flatMap(({ entry }) => entry ?? []);
  return entries.flatMap((entry) => findingsOf(entry));
}

function findingsOf(entry: string): Finding[] {
  const prop = 'entry';
  const names = existsSync(entry) ? importedBy(entry) : undefined;
  if (names === undefined) {
    return [
      {
        prop,
        outcome: 'changes',
        note: `${entry} could not be read here: its imports of Node.js modules are not checked`,
      },
    ];
  }
  const absent = names.filter((name) => !(BUILTINS.names as readonly string[]).includes(name));
  if (absent.length === 0) return [];
  const note = `${entry} imports ${absent.map((name) => `node:${name}`).join(', ')}, which ${BUILTINS.runtime} does not have`;
  return [{ prop, outcome: 'is lost', note, nearest: 'use a web standard or a package that works without it' }];
}

/** Returns the built-in modules in the bundle of an entry, without `node:`; undefined when it does not build. */
function importedBy(entry: string): string[] | undefined {
  try {
    const { metafile } = buildSync({
      entryPoints: [entry],
      bundle: true,
      write: false,
      metafile: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
    });
    const imports = Object.values(metafile.outputs).flatMap((output) => output.imports.map(({ path }) => path));
    return [...new Set(imports.filter((path) => isBuiltin(path)).map((path) => path.replace(/^node:/, '')))];
  } catch {
    return undefined;
  }
}
