import { requirePackages } from '../required-packages';

requirePackages(
  'tradewind/azure',
  ['cdktn', 'constructs', '@cdktn/provider-azurerm'],
  "`npm pkg set 'overrides.@cdktn/provider-azurerm.cdktn=^0.24.0'`, then `npm install cdktn constructs@10.7 @cdktn/provider-azurerm`",
);
