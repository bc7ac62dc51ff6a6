import { readFileSync } from 'node:fs';
import { sha256 } from './digest';
import { writeWhole } from './write-whole';

/** Writes a JSON value with its checksum, so that `readSealed` notices damage. */
export function writeSealed(file: string, value: unknown): void {
  const text = JSON.stringify(value);
  writeWhole(file, `${sha256(text)}\n${text}`);
}

/** Reads a value that `writeSealed` wrote; undefined for a file that is missing, truncated or changed by others. */
export function readSealed<Value>(file: string): Value | undefined {
  try {
    const content = readFileSync(file, 'utf8');
    const end = content.indexOf('\n');
    const text = content.slice(end + 1);
    return content.slice(0, end) === sha256(text) ? (JSON.parse(text) as Value) : undefined;
  } catch {
    return undefined;
  }
}
