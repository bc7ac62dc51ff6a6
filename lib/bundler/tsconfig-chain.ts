import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { upward } from './project';

/** Lists a tsconfig.json and all files that it extends, existing or not. */
export function tsconfigChain(file: string, seen: readonly string[] = []): string[] {
  if (seen.includes(file)) return [];
  const next = extended(file).flatMap((name) => candidates(name, path.dirname(file)));
  return [file, ...next.flatMap((name) => tsconfigChain(name, [...seen, file]))];
}

/** Reads `extends` from the text: the file may contain comments, and a commented-out entry does no harm. */
function extended(file: string): string[] {
  if (!existsSync(file)) return [];
  const found = /"extends"\s*:\s*("[^"]*"|\[[^\]]*\])/.exec(readFileSync(file, 'utf8'))?.[1] ?? '';
  return [...found.matchAll(/"([^"]*)"/g)].map(([, name = '']) => name);
}

function candidates(name: string, folder: string): string[] {
  const isPath = /^\.{0,2}[\\/]/.test(name) || path.isAbsolute(name);
  const places = isPath
    ? [path.resolve(folder, name)]
    : upward(folder).map((above) => path.join(above, 'node_modules', name));
  const files = places.flatMap((place) => [place, `${place}.json`, path.join(place, 'tsconfig.json')]);
  const found = files.find((file) => file.endsWith('.json') && existsSync(file));
  return found !== undefined ? [found] : isPath ? files.slice(1, 2) : [];
}
