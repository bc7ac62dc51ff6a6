import { requirePackages } from '../required-packages';

requirePackages(
  'tradewind/google',
  ['cdktn', 'constructs', 'cdktf', '@cdktf/provider-google'],
  '`npm install cdktn constructs@10.7 cdktf @cdktf/provider-google`',
);
