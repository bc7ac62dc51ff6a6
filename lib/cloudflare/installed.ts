import { requirePackages } from '../required-packages';

requirePackages(
  'tradewind/cloudflare',
  ['cdktn', 'constructs', 'cdktf', '@cdktf/provider-cloudflare'],
  '`npm install cdktn constructs@10.7 cdktf @cdktf/provider-cloudflare`',
);
