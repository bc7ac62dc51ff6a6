import type { SourceMap } from 'node:module';

// Frames such as `at save (/var/task/index.js:1:2043)` and `at async file:///var/task/index.mjs:3:7`.
const FRAME = /(?:file:\/\/)?(\/[^():]+\.[cm]?js):(\d+):(\d+)/;

const maps = new Map<string, SourceMap | undefined>();

/**
 * Rewrites the frames of a stack to the lines of the TypeScript source, with the map beside each file. Starting Node with
 * `--enable-source-maps` would cost every cold start; here a map is read when the first error is logged. Never throws.
 */
export function mapStack(stack: string): string {
  try {
    return stack
      .split('\n')
      .map((line) => (/^\s+at /.test(line) ? line.replace(FRAME, original) : line))
      .join('\n');
  } catch {
    return stack;
  }
}

function original(frame: string, file: string, line: string, column: string): string {
  const entry = mapOf(file)?.findEntry(Number(line) - 1, Number(column) - 1);
  if (!entry || !('originalSource' in entry)) return frame;
  return `${entry.originalSource.replace(/^(\.\.?\/)+/, '')}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
}

function mapOf(file: string): SourceMap | undefined {
  if (!maps.has(file)) maps.set(file, readMap(file));
  return maps.get(file);
}

function readMap(file: string): SourceMap | undefined {
  try {
    // Not imported: this works alike in CommonJS and ES modules, and costs nothing until it is called.
    const { readFileSync } = process.getBuiltinModule('node:fs');
    const { SourceMap } = process.getBuiltinModule('node:module');
    return new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')));
  } catch {
    return undefined;
  }
}
