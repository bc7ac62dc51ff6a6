// Contestant: tradewind on Vercel, with its defaults.
import { ApiFunction, VercelApp } from 'tradewind/vercel';
import { functionIndices, functionProps, measured } from '../stacks/portable-app';

measured((root) => {
  const app = new VercelApp({ root });
  for (const index of functionIndices()) new ApiFunction(app, `F${index}`, functionProps(index));
  app.synth();
});
