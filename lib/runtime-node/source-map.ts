import type { SourceMap, SourceMapping } from 'node:module';

let frame: RegExp | undefined;
let map: SourceMap | undefined;

/**
 * Rewrites the frames of a stack to the lines of the TypeScript source, with the map next to the bundle. Starting Node
 * with `--enable-source-maps` would cost every cold start; here the map is read when the first error is logged. Frames
 * of other files stay as they are, and nothing is read for them: the message of an error is part of its stack, and may
 * repeat what a caller has sent. Never throws.
 */
export function mapStack(stack: string): string {
  try {
    if (!frame) {
      // The first frame of a stack created here names the bundle: `/var/task/index.js`, `file:///var/task/index.mjs`.
      const [, file] = /^.*\n.*?((?:file:\/\/)?\/.*js):\d/.exec(String(new Error().stack))!;
      frame = new RegExp(`${file!.replace(/\W/g, '\\$&')}:(\\d{1,9}):(\\d{1,9})`, 'g');
      // Not imported: this works the same in CommonJS and ES modules, and costs nothing until it is called.
      const { getBuiltinModule } = process;
      const json = getBuiltinModule('node:fs').readFileSync(`${file!.replace('file://', '')}.map`, 'utf8');
      map = new (getBuiltinModule('node:module').SourceMap)(JSON.parse(json));
    }
    return stack.replace(frame, original);
  } catch {
    return stack;
  }
}

function original(text: string, line: string, column: string): string {
  // A position without a match has no source.
  const entry = map!.findEntry(+line - 1, +column - 1) as Partial<SourceMapping>;
  const source = entry.originalSource?.replace(/^(\.\.?\/)+/, '');
  return source ? `${source}:${entry.originalLine! + 1}:${entry.originalColumn! + 1}` : text;
}
