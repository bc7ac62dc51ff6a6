// Contestant: tradewind, with its defaults.
import { type App, Tags } from 'aws-cdk-lib';
import { ApiFunction, cacheValidation } from 'tradewind/aws';
import { synthesize } from '../stacks/app';

const { BENCH_CACHE_VALIDATION, BENCH_REVISION } = process.env;

synthesize((stack, indices) => {
  for (const index of indices) {
    new ApiFunction(stack, `F${index}`, {
      entry: `src/f${index}.ts`,
      routes: [`GET /f${index}/{id}`],
      auth: 'iam',
    });
  }
  if (indices[0] !== 1) return;
  if (BENCH_CACHE_VALIDATION) cacheValidation(stack.node.root as App);
  if (BENCH_REVISION) Tags.of(stack).add('revision', BENCH_REVISION);
});
