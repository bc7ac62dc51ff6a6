import type { PropRules } from '../constructs/read-props';

import { netlifyDifferences } from './defaults';
import { NetlifySite } from './site';

/** The shapes of props on Netlify. */
export const netlifyRules: PropRules = {
  provider: 'netlify',
  differences: netlifyDifferences,
  // Nothing is known only at deployment here: there are no tokens.
  isToken: () => false,
  objects: {},
  checkScope: (construct) => void NetlifySite.of(construct),
};
