import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { type Zippable, zipSync } from 'fflate';

// The earliest date of a zip: an archive records when it was made, and must be the same at any time.
const MODIFIED = new Date('1980-01-01T00:00:00');
/** Regular file, readable by all. */
const MODE = 0o100644;
const UNIX = 3;

/** Zips a folder with additional texts by their names: the same bytes for the same contents, wherever it is made. */
export function zipFolder(folder: string, texts: Readonly<Record<string, string>>): Uint8Array {
  const files: Record<string, Uint8Array> = { ...readFolder(folder, '') };
  for (const [name, text] of Object.entries(texts)) files[name] = Buffer.from(text);
  const entries: Zippable = {};
  for (const [name, content] of Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1))) {
    entries[name] = [content, { mtime: MODIFIED, os: UNIX, attrs: MODE << 16 }];
  }
  return zipSync(entries, { level: 6 });
}

function readFolder(folder: string, prefix: string): Record<string, Uint8Array> {
  return Object.assign(
    {},
    ...readdirSync(folder, { withFileTypes: true }).map((file) => {
      const location = path.join(folder, file.name);
      return file.isDirectory()
        ? readFolder(location, `${prefix}${file.name}/`)
        : { [`${prefix}${file.name}`]: readFileSync(location) };
    }),
  );
}
