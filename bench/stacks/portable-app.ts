import { printResult } from './result';

/** Handlers of `BENCH_FUNCTIONS` functions, in `src/p1.ts` and so on. */
export function functionIndices(): number[] {
  return Array.from({ length: Number(process.env.BENCH_FUNCTIONS) }, (_, index) => index + 1);
}

/** Runs the code of an app, and prints the memory that it took. */
export function measured(synthesize: (outdir: string) => void): void {
  synthesize(process.env.BENCH_OUTDIR!);
  printResult({});
}

/** Props of a function, the same with every provider. */
export const functionProps = (index: number) => ({
  entry: `src/p${index}.ts`,
  routes: [`POST /f${index}/{id}`],
  auth: 'none' as const,
});
