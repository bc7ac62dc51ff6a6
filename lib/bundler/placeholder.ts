import * as path from 'node:path';
import { sha256 } from './digest';
import type { BundleRequest } from './types';

/**
 * Returns a replacement for the hash of a bundle that is not built: the same on every machine, different for different
 * requests.
 */
export function placeholderHash(request: BundleRequest): string {
  const entry = path.relative(process.cwd(), path.resolve(request.entry)).split(path.sep).join('/');
  const parts = [entry, request.handler, request.adapter.export, request.target, request.native, request.options];
  return sha256(JSON.stringify(parts));
}
