import * as path from 'node:path';
import { runNode } from '../child';
import type { Options } from '../options';
import { orderEvent } from '../order-event';
import type { Project } from '../project';
import type { Findings } from '../report';
import { bundlePlainly, bundleSamples } from '../samples';
import { format, sample } from '../statistics';

/** Measures the time that the HTTP adapter adds to a request, once everything is warm. */
export async function measureRequests(project: Project, options: Options): Promise<Findings> {
  const folder = await bundleSamples(project);
  const files = {
    'native handler': bundlePlainly(project, 'order-native'),
    'native handler with Request and Response by hand': bundlePlainly(project, 'order-response'),
    'portable handler with the HTTP adapter': path.join(folder('Portable'), 'index.js'),
  };
  const probe = project.path('programs', 'probes', 'requests.cjs');
  const { result } = await runNode(
    [probe, `${options.calls}`, orderEvent, ...Object.values(files)],
    project.root,
    {},
    options.node,
  );
  const { microseconds } = result as { readonly microseconds: readonly (readonly number[])[] };
  const added = microseconds.map((batches) =>
    sample(batches.map((figure, batch) => figure - microseconds[0]![batch]!)),
  );
  const rows = Object.keys(files).map((name, index) => [
    name,
    format(sample(microseconds[index]!), 1),
    format(added[index]!, 1),
  ]);
  return {
    tables: [
      {
        title: 'A request: parse a JSON order, answer its total; microseconds per call',
        header: ['', 'per call', 'added'],
        rows,
        note: `One process, ${microseconds[0]!.length} batches of ${options.calls} calls in turn, after a warm-up.`,
      },
    ],
    bars: [
      { what: 'HTTP adapter, per request', figure: added.at(-1)!.median / 1000, limit: 0.1, digits: 3, unit: 'ms' },
    ],
  };
}
