import { type Run, runNode } from '../child';
import type { Options } from '../options';
import type { Project } from '../project';
import type { Findings } from '../report';
import { format, sample } from '../statistics';

const variants = {
  'NodejsFunction, new App()': { spec: 'nodejs-function', test: 'default app' },
  'NodejsFunction, bundling and validation switched off by hand': { spec: 'nodejs-function', test: 'lean app' },
  'tradewind, new App(), nothing cached': { spec: 'tradewind', test: 'default app' },
  'tradewind, testApp()': { spec: 'tradewind', test: 'lean app' },
};

/** Runs Jest on one snapshot test. */
export async function measureSnapshot(project: Project, options: Options): Promise<Findings> {
  const functions = Math.min(20, Math.max(...options.sizes));
  project.writeHandlers(functions);
  const runs = new Map<string, Run[]>(Object.keys(variants).map((name) => [name, []]));
  for (let round = 0; round < options.runs; round += 1) {
    for (const [name, { spec, test }] of Object.entries(variants)) {
      project.clearCaches();
      runs.get(name)!.push(await runJest(project, spec, functions, test));
    }
  }
  const rows = [...runs].map(([name, measured]) => [
    name,
    format(sample(measured.map((run) => run.wallSeconds)), 2),
    format(sample(measured.map((run) => run.peakMiB)), 0),
  ]);
  return {
    tables: [
      {
        title: `One Jest snapshot test of ${functions} functions: whole process`,
        header: ['', 'seconds', 'peak MiB'],
        rows,
      },
    ],
    bars: [],
  };
}

function runJest(project: Project, spec: string, functions: number, test: string): Promise<Run> {
  const config = {
    rootDir: project.root,
    testMatch: [`<rootDir>/programs/specs/${spec}.cjs`],
    transform: {},
    cacheDirectory: '<rootDir>/.jest',
  };
  const jest = project.path('node_modules', 'jest', 'bin', 'jest.js');
  return runNode([jest, '--runInBand', '-t', test, '--config', JSON.stringify(config)], project.root, {
    BENCH_FUNCTIONS: `${functions}`,
  });
}
