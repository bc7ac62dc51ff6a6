import type { PropRules } from '../constructs/read-props';
import { Token } from '../terraform/engine';
import { cloudflareDifferences } from './defaults';
import { cloudflareOverridden } from './overridden';
import { CloudflareStack } from './stack/stack';

/** The shapes of props on Cloudflare. */
export const cloudflareRules: PropRules = {
  provider: 'cloudflare',
  overridden: cloudflareOverridden,
  differences: cloudflareDifferences,
  isToken: Token.isUnresolved,
  objects: { zone: { wanted: 'a zone, as { id }', accepts: isZone } },
  checkScope: (construct) => void CloudflareStack.of(construct),
};

function isZone(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { id?: unknown }).id === 'string';
}
