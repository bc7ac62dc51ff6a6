import type { Metafile } from 'esbuild';

/** Every input that a file reaches by imports, itself included; also those of which nothing is left in the output. */
export function reachable(metafile: Metafile, start: string): Set<string> {
  const reached = new Set([start]);
  const open = [start];
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    for (const { path, external } of metafile.inputs[file]?.imports ?? []) {
      if (external || reached.has(path) || metafile.inputs[path] === undefined) continue;
      reached.add(path);
      open.push(path);
    }
  }
  return reached;
}
