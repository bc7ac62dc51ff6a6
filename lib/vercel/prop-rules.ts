import type { PropRules } from '../constructs/read-props';
import { VercelApp } from './app';
import { vercelDifferences } from './defaults';

/** The shapes of props on Vercel. */
export const vercelRules: PropRules = {
  provider: 'vercel',
  differences: vercelDifferences,
  // Nothing is known only at deployment here: there are no tokens.
  isToken: () => false,
  objects: {},
  checkScope: (construct) => void VercelApp.of(construct),
};
