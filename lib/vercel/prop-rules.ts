import type { PropRules } from '../constructs/read-props';
import { vercelDifferences } from './defaults';
import { vercelOverridden } from './overridden';
import { VercelApp } from './stack/app';

/** The shapes of props on Vercel. */
export const vercelRules: PropRules = {
  provider: 'vercel',
  overridden: vercelOverridden,
  differences: vercelDifferences,
  // All values are known at synthesis: there are no tokens.
  isToken: () => false,
  objects: {},
  checkScope: (construct) => void VercelApp.of(construct),
};
