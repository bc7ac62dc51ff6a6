import type { PropRules } from '../constructs/read-props';
import { Token } from '../terraform/engine';
import { azureDifferences } from './defaults';
import { azureOverridden } from './overridden';
import { AzureStack } from './stack/stack';

/** The shapes of props on Azure. */
export const azureRules: PropRules = {
  provider: 'azure',
  overridden: azureOverridden,
  differences: azureDifferences,
  isToken: Token.isUnresolved,
  objects: {},
  checkScope: (construct) => void AzureStack.of(construct),
};
