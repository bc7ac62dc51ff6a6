import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import type { AppliedResource } from '../proof';

/** Attributes that name a file, with the attribute of its SHA-256 if there is one. */
const FILES: Readonly<Record<string, { readonly path: string; readonly sha256?: string }>> = {
  google_storage_bucket_object: { path: 'source' },
  azurerm_storage_blob: { path: 'source' },
  cloudflare_workers_script: { path: 'content_file', sha256: 'content_sha256' },
};

/** Returns files that a stack names but did not write, and files with another hash. */
export function brokenFiles({ address, type, config }: AppliedResource, folder: string): string[] {
  const attribute = FILES[type];
  const named = attribute === undefined ? undefined : config[attribute.path];
  if (attribute === undefined || typeof named !== 'string') return [];
  const file = path.resolve(folder, named);
  if (!existsSync(file)) return [`${address}: ${attribute.path} names ${named}, which is not there`];
  if (attribute.sha256 === undefined) return [];
  const hash = createHash('sha256').update(readFileSync(file)).digest('hex');
  const said = config[attribute.sha256];
  return said === hash ? [] : [`${address}: ${attribute.sha256} is ${String(said)}, but ${named} has ${hash}`];
}
