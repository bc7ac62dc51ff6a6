// Contestant: tradewind on Cloudflare, with its defaults.
import { ApiFunction, App, CloudflareStack } from 'tradewind/cloudflare';
import { functionIndices, functionProps, measured } from '../stacks/portable-app';

measured((outdir) => {
  const app = new App({ outdir });
  const stack = new CloudflareStack(app, 'Bench', { accountId: '0123456789abcdef0123456789abcdef' });
  for (const index of functionIndices()) new ApiFunction(stack, `F${index}`, functionProps(index));
  app.synth();
});
