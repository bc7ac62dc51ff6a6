import { writeFileSync } from 'node:fs';
import { type Run, runNode } from '../child';
import { variedSource } from '../combinations';
import type { Options } from '../options';
import type { Project } from '../project';
import type { Bar, Findings } from '../report';
import { format, ratios, sample } from '../statistics';

type Fixture = 'equal' | 'varied';

const phases = ['one run of esbuild', 'cold', 'handler changed', 'import added', 'packages in the cache'] as const;
type Phase = (typeof phases)[number];

/** CPU time, as a part of what one run of esbuild takes, that a cold build may take. */
const limits: Readonly<Record<Fixture, Readonly<Record<number, number>>>> = {
  equal: { 200: 0.05 },
  varied: { 50: 0.6, 200: 0.15 },
};
/** For sizes without a limit of their own. */
const LIMIT = 1.1;
const WARM_LIMIT = 0.05;
const MEMORY_LIMIT_MIB = 900;

/** Bundles apps of which the functions share packages: with the same names of them, and in thirty combinations. */
export async function measurePieces(project: Project, options: Options): Promise<Findings> {
  writeFileSync(project.path('src', 'adapter.ts'), 'export const adapt = <T>(entry: T): T => entry;\n');
  const findings: Findings[] = [];
  for (const size of options.sizes) {
    for (const fixture of ['equal', 'varied'] as const) {
      findings.push(await measureFixture(project, fixture, size, options.runs));
    }
  }
  return { tables: findings.flatMap(({ tables }) => tables), bars: findings.flatMap(({ bars }) => bars) };
}

async function measureFixture(project: Project, fixture: Fixture, size: number, rounds: number): Promise<Findings> {
  const runs = Object.fromEntries(phases.map((phase) => [phase, [] as Run[]])) as Record<Phase, Run[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (let index = 0; index < size; index += 1) write(project, fixture, index);
    for (const phase of phases) {
      if (phase === 'cold') project.clearCaches();
      change(project, fixture, phase, size, round);
      const run = await runNode([project.path('programs', 'apps', 'pieces.cjs')], project.root, {
        BENCH_FIXTURE: fixture,
        BENCH_FUNCTIONS: `${size}`,
        ...(phase === 'one run of esbuild' && { BENCH_ONE_RUN: '1' }),
      });
      runs[phase].push(run);
      console.error(`  ${size} ${fixture}, ${phase}: ${run.cpuSeconds.toFixed(2)} s of CPU`);
    }
  }
  return findingsOf(runs, fixture, size);
}

/** Every handler changes when packages alone are in the cache. */
function change(project: Project, fixture: Fixture, phase: Phase, size: number, round: number): void {
  if (phase === 'handler changed') write(project, fixture, 0, round + 1);
  if (phase === 'import added') write(project, fixture, 0, round + 1, true);
  if (phase !== 'packages in the cache') return;
  for (let index = 0; index < size; index += 1) write(project, fixture, index, round + 1, index === 0);
}

function write(project: Project, fixture: Fixture, index: number, revision = 0, extra = false): void {
  // The combination of the first handler, for all of them.
  const source = variedSource(fixture === 'equal' ? 0 : index, revision, extra);
  writeFileSync(project.path('src', `${fixture}${index}.ts`), `${source}// ${index}\n`);
}

function findingsOf(runs: Readonly<Record<Phase, readonly Run[]>>, fixture: Fixture, size: number): Findings {
  const cpu = (phase: Phase) => runs[phase].map(({ cpuSeconds }) => cpuSeconds);
  const ratio = (phase: Phase, of: Phase = 'one run of esbuild') => ratios(cpu(phase), cpu(of));
  const what = `${size} ${fixture} functions`;
  const rows = phases.map((phase) => [
    phase,
    format(sample(cpu(phase)), 2),
    format(sample(runs[phase].map(({ wallSeconds }) => wallSeconds)), 2),
    format(sample(runs[phase].map(({ peakMiB }) => peakMiB)), 0),
    format(ratio(phase), 3),
  ]);
  const header = ['', 'CPU s', 'wall s', 'peak MiB', 'CPU / one run'];
  const peak = sample(runs.cold.map(({ peakMiB }) => peakMiB)).median;
  const bars: Bar[] = [
    { what: `${what}: cold`, figure: ratio('cold').median, limit: limits[fixture][size] ?? LIMIT, digits: 3 },
    { what: `${what}: peak memory, cold`, figure: peak, limit: MEMORY_LIMIT_MIB, digits: 0, unit: 'MiB' },
    {
      what: `${what}: import added, times a handler changed`,
      figure: ratio('import added', 'handler changed').median,
      limit: 1.2,
      digits: 2,
    },
  ];
  const warm = { figure: ratio('packages in the cache').median, limit: WARM_LIMIT, digits: 3 };
  return {
    tables: [{ title: `Bundling ${what}`, header, rows }],
    bars: size < 200 ? bars : [...bars, { what: `${what}: packages in the cache`, ...warm }],
  };
}
