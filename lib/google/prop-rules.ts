import type { PropRules } from '../constructs/read-props';
import { Token } from '../terraform/engine';
import { googleDifferences } from './defaults';
import { googleOverridden } from './overridden';
import { GoogleStack } from './stack/stack';

/** The shapes of props on Google Cloud. */
export const googleRules: PropRules = {
  provider: 'google',
  overridden: googleOverridden,
  differences: googleDifferences,
  isToken: Token.isUnresolved,
  objects: {},
  checkScope: (construct) => void GoogleStack.of(construct),
};
