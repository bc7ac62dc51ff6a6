// Contestant: tradewind on Azure, with its defaults.
import { ApiFunction, App, AzureStack } from 'tradewind/azure';
import { functionIndices, functionProps, measured } from '../stacks/portable-app';

const subscriptionId = '00000000-0000-0000-0000-000000000000';

measured((outdir) => {
  const app = new App({ outdir });
  const stack = new AzureStack(app, 'Bench', { subscriptionId, location: 'northeurope' });
  for (const index of functionIndices()) new ApiFunction(stack, `F${index}`, functionProps(index));
  app.synth();
});
