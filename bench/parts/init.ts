import * as path from 'node:path';
import type { Options } from '../options';
import { orderEvent } from '../order-event';
import type { Project } from '../project';
import type { Findings } from '../report';
import { bundlePlainly, bundleSamples } from '../samples';
import { startInTurn } from '../starts';
import { format, sample } from '../statistics';

/** Measures the time that the HTTP adapter adds to the start of a function. */
export async function measureInit(project: Project, options: Options): Promise<Findings> {
  const folder = await bundleSamples(project);
  const bundle = (name: 'Native' | 'Portable') => ({ file: path.join(folder(name), 'index.js'), event: orderEvent });
  const plain = (name: string) => ({ file: bundlePlainly(project, name), event: orderEvent });
  const files = {
    'native, plain esbuild': plain('order-native'),
    'native with Request and Response by hand, plain esbuild': plain('order-response'),
    'native, tradewind': bundle('Native'),
    'portable, tradewind': bundle('Portable'),
  };
  const starts = await startInTurn(project, files, options);
  const native = starts['native, plain esbuild'];
  const rows = Object.entries(starts).map(([name, { init, answered }]) => {
    const first = answered.map((figure, round) => figure - init[round]!);
    return [
      name,
      format(sample(init), 2),
      added(init, native.init),
      format(sample(first), 2),
      added(answered, native.answered),
    ];
  });
  const figure = median(starts['portable, tradewind'].init) - median(native.init);
  return {
    tables: [
      {
        title: `Start of a small function: milliseconds, ${options.starts} fresh processes each, in turn`,
        header: ['handler', 'until it can be called', 'added', 'its first request', 'added to both'],
        rows,
        note: 'The first request of a portable handler makes Node.js load its own `Request` and `Response`, once per process; a handler that calls `fetch` pays that with or without an adapter.',
      },
    ],
    bars: [{ what: 'HTTP adapter, at initialization', figure, limit: 1, digits: 2, unit: 'ms' }],
  };
}

function added(figures: readonly number[], to: readonly number[]): string {
  return (median(figures) - median(to)).toFixed(2);
}

function median(figures: readonly number[]): number {
  return sample(figures).median;
}
