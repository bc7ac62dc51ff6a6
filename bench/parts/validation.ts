import { type Run, runNode } from '../child';
import type { Options } from '../options';
import type { Project } from '../project';
import type { Findings } from '../report';
import { format, ratios, sample } from '../statistics';

const variants = { 'validation of the CDK': '', cacheValidation: '1' } as const;
type Variant = keyof typeof variants;
const names = Object.keys(variants) as Variant[];
/** Nothing has changed, or one route of the last of the four stacks has. */
const phases = ['unchanged', 'one stack changed'] as const;

/** Synthesizes the same app, whose code is built, with the validation of the CDK and with its reports cached. */
export async function measureValidation(project: Project, options: Options): Promise<Findings> {
  const functions = Math.min(200, Math.max(...options.sizes));
  project.writeHandlers(functions);
  project.clearCaches();
  for (const name of names) await synth(project, name, functions, 0);
  const runs = new Map<string, Run[]>();
  for (let round = 1; round <= options.runs; round += 1) {
    for (const phase of phases) {
      for (const name of names) {
        const run = await synth(project, name, functions, phase === 'unchanged' ? round - 1 : round);
        const key = `${phase} ${name}`;
        runs.set(key, [...(runs.get(key) ?? []), run]);
      }
    }
  }
  const of = (phase: string, name: Variant, figure: (run: Run) => number) =>
    (runs.get(`${phase} ${name}`) ?? []).map(figure);
  const rows = phases.map((phase) => [
    phase,
    ...names.flatMap((name) => [format(sample(of(phase, name, wall)), 2), format(sample(of(phase, name, peak)), 0)]),
  ]);
  const unchanged = ratios(of('unchanged', 'cacheValidation', wall), of('unchanged', 'validation of the CDK', wall));
  return {
    tables: [
      {
        title: `Synth of ${functions} functions in stacks of 50, with validation: whole process`,
        header: ['', ...names.flatMap((name) => [`${name}: seconds`, 'peak MiB'])],
        rows,
      },
    ],
    bars: [{ what: 'unchanged with cacheValidation, times the CDK', figure: unchanged.median, limit: 0.35, digits: 2 }],
  };
}

const wall = (run: Run) => run.wallSeconds;
const peak = (run: Run) => run.peakMiB;

function synth(project: Project, name: Variant, functions: number, revision: number): Promise<Run> {
  return runNode([project.path('programs', 'apps', 'tradewind.cjs')], project.root, {
    BENCH_FUNCTIONS: `${functions}`,
    BENCH_OUTDIR: `cdk.out.validation${variants[name]}`,
    BENCH_CACHE_VALIDATION: variants[name],
    BENCH_REVISION: `${revision}`,
  });
}
