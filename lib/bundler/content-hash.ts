import { createHash, type Hash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { portable } from './portable-path';

/** Returns the SHA-256 of names and contents, in hexadecimal. The order of the files counts. */
export function contentHash(files: Iterable<readonly [name: string, content: Buffer]>): string {
  const hash: Hash = createHash('sha256');
  for (const [name, content] of files) hash.update(`${name}\0${content.length}\0`).update(content);
  return hash.digest('hex');
}

/** Files with the hash of their content. */
export interface Contents {
  readonly hash: string;
  readonly files: readonly { readonly name: string }[];
}

/**
 * Checks that a folder has these files with exactly these contents, and no other file. All of them are read: a folder
 * of the cache that was edited, or written in part, must not be deployed.
 */
export function holds(folder: string, parts: readonly Contents[], others: readonly string[] = []): boolean {
  try {
    const expected = new Set([...parts.flatMap(({ files }) => files.map(({ name }) => name)), ...others].flatMap(upTo));
    const found = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    if (!found.every((name) => expected.has(portable(name)))) return false;
    return parts.every(({ hash, files }) => {
      return hash === contentHash(files.map(({ name }) => [name, readFileSync(path.join(folder, name))] as const));
    });
  } catch {
    return false;
  }
}

/** Returns a file and the folders that contain it. */
function upTo(name: string): string[] {
  const parts = name.split('/');
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}
