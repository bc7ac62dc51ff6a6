// Contestant: tradewind on Google Cloud, with its defaults.
import { ApiFunction, App, GoogleStack } from 'tradewind/google';
import { functionIndices, functionProps, measured } from '../stacks/portable-app';

measured((outdir) => {
  const app = new App({ outdir });
  const stack = new GoogleStack(app, 'Bench', { project: 'bench-4711', region: 'europe-north1' });
  for (const index of functionIndices()) new ApiFunction(stack, `F${index}`, functionProps(index));
  app.synth();
});
