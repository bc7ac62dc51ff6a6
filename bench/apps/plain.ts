// Contestant: plain Functions over folders. With BENCH_BUILD, one esbuild run creates the folders first: the floor,
// since no tool can synthesize the same functions from their sources with less. Otherwise they exist already.
import { Code, Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { buildSync } from 'esbuild';
import { synthesize } from '../stacks/app';
import { bundling, output } from '../stacks/bundling';
import { PlainApi } from '../stacks/plain-api';

const folders = process.env.BENCH_FOLDERS!;

function build(): void {
  const count = Number(process.env.BENCH_FUNCTIONS);
  buildSync({
    ...bundling,
    ...output,
    entryPoints: Array.from({ length: count }, (_, n) => ({ in: `src/f${n + 1}.ts`, out: `f${n + 1}/index` })),
    outdir: folders,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    sourcemap: true,
    logLevel: 'error',
  });
}

synthesize(
  (stack, indices) => {
    const api = new PlainApi(stack);
    for (const index of indices) {
      api.add(index, (id, props) => {
        const code = Code.fromAsset(`${folders}/f${index}`);
        return new LambdaFunction(stack, id, { ...props, handler: 'index.handler', code });
      });
    }
  },
  process.env.BENCH_BUILD === undefined ? undefined : build,
);
