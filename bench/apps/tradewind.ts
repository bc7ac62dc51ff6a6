// Contestant: tradewind, with its defaults.
import { ApiFunction } from 'tradewind/aws';
import { synthesize } from '../stacks/app';

synthesize((stack, indices) => {
  for (const index of indices) {
    new ApiFunction(stack, `F${index}`, {
      entry: `src/f${index}.ts`,
      routes: [`GET /f${index}/{id}`],
      auth: 'iam',
    });
  }
});
