// Contestant: tradewind on Netlify, with its defaults.
import { ApiFunction, NetlifySite } from 'tradewind/netlify';
import { functionIndices, functionProps, measured } from '../stacks/portable-app';

measured((root) => {
  const site = new NetlifySite({ root });
  for (const index of functionIndices()) new ApiFunction(site, `F${index}`, functionProps(index));
  site.synth();
});
