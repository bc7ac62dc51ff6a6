import { existsSync, readFileSync } from 'node:fs';
import { countResources } from '../assembly';
import { type Run, runNode } from '../child';
import type { Options } from '../options';
import type { Project } from '../project';
import type { Bar, Findings, Table } from '../report';
import { format, ratios, type Sample, sample } from '../statistics';

const contestants = ['NodejsFunction', 'floor', 'prebuilt', 'tradewind'] as const;
type Contestant = (typeof contestants)[number];
const phases = ['cold', 'unchanged', 'one changed'] as const;
type Phase = (typeof phases)[number];
type Validation = 'on' | 'off';

/** Runs by contestant, phase and validation. */
type Measured = Map<string, Run[]>;

/** Apps of these sizes have bars: with fewer functions, most of the time is the start of Node.js and the CDK. */
const barSizes = [50, 200];

/** Synthesizes apps of the same functions with each contestant. */
export async function measureSynth(project: Project, options: Options): Promise<Findings> {
  const findings: Findings[] = [];
  for (const size of options.sizes) findings.push(await measureSize(project, options, size));
  return { tables: findings.flatMap(({ tables }) => tables), bars: findings.flatMap(({ bars }) => bars) };
}

async function measureSize(project: Project, options: Options, size: number): Promise<Findings> {
  project.remove('prebuilt', 'build', ...contestants.map(outdir));
  project.writeHandlers(size);
  await synth(project, 'floor', size, 'off', { BENCH_FOLDERS: 'prebuilt' });
  const measured: Measured = new Map();
  let revision = 0;
  for (const validation of ['on', 'off'] as const) {
    for (let round = 0; round < options.runs; round += 1) {
      for (const phase of phases) {
        if (phase === 'one changed') project.writeHandler(1, ++revision);
        for (const contestant of contestants) {
          if (!takesPart(contestant, phase, validation, size, round, options)) continue;
          if (phase === 'cold') clear(project, contestant);
          const run = await synth(project, contestant, size, validation);
          runsOf(measured, contestant, phase, validation).push(run);
          console.error(
            `  ${size} functions, validation ${validation}, ${phase}, ${contestant}: ${run.wallSeconds.toFixed(2)} s`,
          );
        }
        if (phase === 'cold') requireSameResources(project);
      }
    }
  }
  const builds = await countBuilds(project, size);
  return {
    tables: [
      phaseTable(measured, `Synth of ${count(size)}: whole process, seconds`, wall, 2),
      phaseTable(measured, `Synth of ${count(size)}: CPU of all processes, seconds`, cpu, 2),
      phaseTable(measured, `Synth of ${count(size)}: peak memory, MiB`, peak, 0),
    ],
    bars: barSizes.includes(size) ? barsOf(measured, size, builds) : [],
  };
}

/** NodejsFunction has no cache, so with large apps its phases and modes need not be distinguished. */
function takesPart(
  contestant: Contestant,
  phase: Phase,
  validation: Validation,
  size: number,
  round: number,
  options: Options,
): boolean {
  if (contestant === 'prebuilt') return phase !== 'one changed';
  if (contestant !== 'NodejsFunction') return true;
  if (options.nodejsMax === 0) return false;
  if (size <= options.nodejsMax) return validation === 'on' || phase === 'cold';
  return options.nodejsBeyond && validation === 'on' && phase === 'cold' && round === 0;
}

function synth(
  project: Project,
  contestant: Contestant,
  size: number,
  validation: Validation,
  env: NodeJS.ProcessEnv = {},
): Promise<Run> {
  const program = { NodejsFunction: 'nodejs-function', floor: 'plain', prebuilt: 'plain', tradewind: 'tradewind' };
  return runNode([project.path('programs', 'apps', `${program[contestant]}.cjs`)], project.root, {
    BENCH_FUNCTIONS: `${size}`,
    BENCH_OUTDIR: outdir(contestant),
    ...(contestant === 'floor' && { BENCH_BUILD: '1' }),
    BENCH_FOLDERS: contestant === 'floor' ? 'build' : 'prebuilt',
    ...(validation === 'off' && { CDK_VALIDATION: 'false' }),
    ...env,
  });
}

function outdir(contestant: Contestant): string {
  return `cdk.out.${contestant}`;
}

/** Removes output and cache, as in a fresh clone. */
function clear(project: Project, contestant: Contestant): void {
  project.remove(outdir(contestant));
  if (contestant === 'floor') project.remove('build');
  if (contestant === 'tradewind') project.clearCaches();
}

/** @throws Error when the contestants do not build the same, which makes their times meaningless */
function requireSameResources(project: Project): void {
  const [first, ...others] = contestants
    .filter((contestant) => existsSync(project.path(outdir(contestant))))
    .map((contestant) => {
      const counts = [...countResources(project.path(outdir(contestant)))].sort(([a], [b]) => (a < b ? -1 : 1));
      return { contestant, resources: counts.map(([type, count]) => `${count} ${type}`).join(', ') };
    });
  const different = others.find(({ resources }) => resources !== first?.resources);
  if (first === undefined || different === undefined) return;
  throw new Error(
    `not the same resources: ${first.contestant} ${first.resources}; ${different.contestant} ${different.resources}`,
  );
}

/** Counts the starts of esbuild by tradewind, in runs that are not timed. */
async function countBuilds(project: Project, size: number): Promise<{ cold: number; unchanged: number }> {
  const count = async () => {
    project.remove('spawned.log');
    await synth(project, 'tradewind', size, 'off', {
      NODE_OPTIONS: `--require=${project.path('programs', 'probes', 'count-builds.cjs')}`,
      BENCH_SPAWN_LOG: project.path('spawned.log'),
    });
    return existsSync(project.path('spawned.log'))
      ? readFileSync(project.path('spawned.log'), 'utf8').trimEnd().split('\n').length
      : 0;
  };
  clear(project, 'tradewind');
  return { cold: await count(), unchanged: await count() };
}

function runsOf(measured: Measured, contestant: Contestant, phase: Phase, validation: Validation): Run[] {
  const key = `${contestant} ${phase} ${validation}`;
  const runs = measured.get(key) ?? [];
  measured.set(key, runs);
  return runs;
}

const wall = (run: Run) => run.wallSeconds;
const cpu = (run: Run) => run.cpuSeconds;
const peak = (run: Run) => run.peakMiB;

function phaseTable(measured: Measured, title: string, figure: (run: Run) => number, digits: number): Table {
  const rows = (['on', 'off'] as const).flatMap((validation) =>
    phases.map((phase) => [
      phase,
      validation,
      ...contestants.map((contestant) => {
        const runs = runsOf(measured, contestant, phase, validation);
        return runs.length === 0 ? '–' : format(sample(runs.map(figure)), digits);
      }),
      ratioCell(measured, phase, validation, figure),
    ]),
  );
  const header = ['', 'validation', ...contestants, 'tradewind / floor or prebuilt'];
  return { title, header, rows };
}

/** A cold start must build, as the floor does; when nothing has changed, the build can be saved. */
function rivalOf(phase: Phase): Contestant {
  return phase === 'unchanged' ? 'prebuilt' : 'floor';
}

function ratioOf(measured: Measured, phase: Phase, validation: Validation, figure: (run: Run) => number): Sample {
  const of = (contestant: Contestant) => runsOf(measured, contestant, phase, validation).map(figure);
  return ratios(of('tradewind'), of(rivalOf(phase)));
}

function ratioCell(measured: Measured, phase: Phase, validation: Validation, figure: (run: Run) => number): string {
  return format(ratioOf(measured, phase, validation, figure), 2);
}

function barsOf(measured: Measured, size: number, builds: { cold: number; unchanged: number }): Bar[] {
  const ofModes = (['on', 'off'] as const).flatMap((validation) => {
    const mode = `${count(size)}, validation ${validation}`;
    const ratio = (phase: Phase, figure: (run: Run) => number) => ratioOf(measured, phase, validation, figure).median;
    return [
      { what: `${mode}: cold, times the floor`, figure: ratio('cold', wall), limit: 1.15, digits: 2 },
      { what: `${mode}: unchanged, times prebuilt`, figure: ratio('unchanged', wall), limit: 1.1, digits: 2 },
      { what: `${mode}: peak memory cold, times the floor's`, figure: ratio('cold', peak), limit: 1.2, digits: 2 },
    ];
  });
  return [
    ...ofModes,
    { what: `${count(size)}: esbuild runs, cold`, figure: builds.cold, limit: 1, digits: 0 },
    { what: `${count(size)}: esbuild runs, unchanged`, figure: builds.unchanged, limit: 0, digits: 0 },
  ];
}

function count(size: number): string {
  return size === 1 ? '1 function' : `${size} functions`;
}
