import type { PropRules } from '../constructs/read-props';

import { netlifyDifferences } from './defaults';
import { netlifyOverridden } from './overridden';
import { NetlifySite } from './stack/site';

/** The shapes of props on Netlify. */
export const netlifyRules: PropRules = {
  provider: 'netlify',
  overridden: netlifyOverridden,
  differences: netlifyDifferences,
  // All values are known at synthesis: there are no tokens.
  isToken: () => false,
  objects: {},
  checkScope: (construct) => void NetlifySite.of(construct),
};
