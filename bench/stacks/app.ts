import { App, Stack } from 'aws-cdk-lib';
import { printResult } from './result';

/** A template holds 500 resources. Fifty functions with five each leave room for those that they share. */
const FUNCTIONS_PER_STACK = 50;

/** Synthesizes an app of `BENCH_FUNCTIONS` functions, spread over stacks, and prints the time of each phase. */
export function synthesize(
  addFunctions: (stack: Stack, indices: readonly number[]) => void,
  prepare: () => void = () => {},
): void {
  const count = Number(process.env.BENCH_FUNCTIONS);
  const begun = performance.now();
  prepare();
  const prepared = performance.now();
  const app = new App({ outdir: process.env.BENCH_OUTDIR });
  for (let first = 1; first <= count; first += FUNCTIONS_PER_STACK) {
    const length = Math.min(FUNCTIONS_PER_STACK, count - first + 1);
    addFunctions(
      new Stack(app, `Bench${first}`),
      Array.from({ length }, (_, offset) => first + offset),
    );
  }
  const constructed = performance.now();
  app.synth();
  const done = performance.now();
  printResult({ prepareMs: prepared - begun, constructMs: constructed - prepared, synthMs: done - constructed });
}
