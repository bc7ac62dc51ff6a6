import type { PropRules } from '../constructs/read-props';
import { VercelApp } from './app';
import { vercelDifferences } from './defaults';

/** The shapes of props on Vercel. */
export const vercelRules: PropRules = {
  provider: 'vercel',
  differences: vercelDifferences,
  // All values are known at synthesis: there are no tokens.
  isToken: () => false,
  objects: {},
  checkScope: (construct) => void VercelApp.of(construct),
};
