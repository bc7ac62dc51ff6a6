import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NetlifySite } from 'tradewind/netlify';

/** A new site, without its code. */
export function newSite(context: Record<string, unknown> = { 'tradewind:bundling': false }) {
  const root = mkdtempSync(path.join(tmpdir(), 'tradewind-netlify-'));
  return { root, site: new NetlifySite({ root, context }) };
}
