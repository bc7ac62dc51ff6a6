import { runNode } from '../child';
import type { Options } from '../options';
import type { Project } from '../project';
import type { Findings } from '../report';
import { format, sample } from '../statistics';

interface Result {
  readonly esbuildMs: number;
  readonly startMs: number;
  readonly firstMs: number;
  readonly messagesPerSecond: number;
}

/** Measures the start of an app on this machine, and how fast its worker works off a queue. */
export async function measureLocal(project: Project, options: Options): Promise<Findings> {
  project.writePortableHandlers(4);
  const probe = project.path('programs', 'probes', 'local.cjs');
  const results: Result[] = [];
  for (let run = 0; run < options.runs; run += 1)
    results.push((await runNode([probe], project.root, {}, options.node)).result as Result);
  const esbuild = sample(results.map(({ esbuildMs }) => esbuildMs));
  const start = sample(results.map(({ startMs }) => startMs));
  const messages = sample(results.map(({ messagesPerSecond }) => messagesPerSecond));
  return {
    tables: [
      {
        title: 'An app of five functions on this machine, by localApp()',
        header: ['', ''],
        rows: [
          ['esbuild alone, warm, ms', format(esbuild, 0)],
          ['start, until every function is built and connected, ms', format(start, 0)],
          ['first request, with the start of its thread, ms', format(sample(results.map(({ firstMs }) => firstMs)), 0)],
          ['messages a second, of 10,000 in batches of ten', format(messages, 0)],
        ],
      },
    ],
    bars: [
      {
        what: 'start of five functions, in runs of esbuild',
        figure: start.median / esbuild.median,
        limit: 3,
        digits: 1,
      },
      { what: 'time for 10,000 messages', figure: 10_000 / messages.median, limit: 10, digits: 1, unit: 's' },
    ],
  };
}
