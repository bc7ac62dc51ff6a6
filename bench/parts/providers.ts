import { readFileSync } from 'node:fs';
import { type Run, runNode } from '../child';
import { installedBytes } from '../installed-size';
import type { Options } from '../options';
import type { Project } from '../project';
import type { Bar, Findings } from '../report';
import { format, ratios, sample } from '../statistics';

/** Provider, with the tools to create the same by hand. */
interface Provider {
  readonly name: string;
  /** Programs, by the names of their files. */
  readonly programs: { readonly tradewind: string; readonly plain: string };
  /** Packages that either needs at synthesis; tradewind needs `constructs` everywhere. */
  readonly packages: readonly string[];
  /** Folder to which both write their resources, if they can be compared by type. */
  readonly resources?: string;
}

const providers: readonly Provider[] = [
  {
    name: 'AWS, beside aws-cdk-lib',
    programs: { tradewind: 'tradewind', plain: 'plain' },
    packages: ['aws-cdk-lib', 'constructs'],
  },
  ...(
    [
      ['Google Cloud', 'google', ['cdktf', '@cdktf/provider-google']],
      ['Azure', 'azure', ['@cdktn/provider-azurerm']],
      ['Cloudflare', 'cloudflare', ['cdktf', '@cdktf/provider-cloudflare']],
    ] as const
  ).map(([name, program, bindings]) => ({
    name: `${name}, beside cdktn`,
    programs: { tradewind: program, plain: `${program}-plain` },
    packages: ['cdktn', 'constructs', ...bindings],
    resources: 'stacks/Bench/cdk.tf.json',
  })),
  ...['Vercel', 'Netlify'].map((name) => ({
    name: `${name}, beside files by hand`,
    programs: { tradewind: name.toLowerCase(), plain: `${name.toLowerCase()}-plain` },
    packages: [],
  })),
];

/** Enough for a process to do more than start, and few enough for one stack. */
const FUNCTIONS = 20;
type Contestant = 'plain' | 'cold' | 'unchanged';

/** Measures synthesis and disk space of each provider, next to the same resources by hand. */
export async function measureProviders(project: Project, options: Options): Promise<Findings> {
  project.writeHandlers(FUNCTIONS);
  project.writePortableHandlers(FUNCTIONS);
  const measured: { readonly provider: Provider; readonly runs: Record<Contestant, Run[]> }[] = [];
  for (const provider of providers) {
    const runs: Record<Contestant, Run[]> = { plain: [], cold: [], unchanged: [] };
    for (let round = 0; round < options.runs; round += 1) await runRound(project, provider, runs);
    requireSameResources(project, provider);
    measured.push({ provider, runs });
  }
  const figures = measured.map(({ provider, runs }) => ({ provider, runs, ...sizes(project, provider) }));
  return {
    tables: [
      {
        title: `${FUNCTIONS} functions behind HTTP: whole process, seconds`,
        header: ['', 'by hand', 'tradewind, cold', 'times', 'tradewind, unchanged', 'times'],
        rows: figures.map(({ provider: { name }, runs }) => [
          name,
          format(sample(runs.plain.map(wall)), 2),
          format(sample(runs.cold.map(wall)), 2),
          format(ratio(runs, 'cold', wall), 2),
          format(sample(runs.unchanged.map(wall)), 2),
          format(ratio(runs, 'unchanged', wall), 2),
        ]),
      },
      {
        title: 'Peak memory and what is installed',
        header: ['', 'by hand, MiB', 'tradewind, cold', 'times', 'installed by hand, MB', 'with tradewind', 'times'],
        rows: figures.map(({ provider: { name }, runs, plain, whole }) => [
          name,
          format(sample(runs.plain.map(peak)), 0),
          format(sample(runs.cold.map(peak)), 0),
          format(ratio(runs, 'cold', peak), 2),
          megabytes(plain),
          megabytes(whole),
          (whole / plain).toFixed(2),
        ]),
        note: 'By hand is one esbuild run, then the same resources, zipped on Google Cloud and Azure by an asset of cdktf. esbuild counts among what is installed; the SDKs of handlers do not.',
      },
    ],
    bars: figures.flatMap(({ provider: { name }, runs }): Bar[] => [
      { what: `${name}: cold, times`, figure: ratio(runs, 'cold', wall).median, limit: 1.75, digits: 2 },
      { what: `${name}: unchanged, times`, figure: ratio(runs, 'unchanged', wall).median, limit: 1, digits: 2 },
      { what: `${name}: peak memory, times`, figure: ratio(runs, 'cold', peak).median, limit: 1.5, digits: 2 },
    ]),
  };
}

/** Runs one after the other, without results of the round before. */
async function runRound(project: Project, { programs, name }: Provider, runs: Record<Contestant, Run[]>) {
  project.clearCaches();
  project.remove(...Object.values(programs).map(outdir), `${outdir(programs.plain)}.built`, 'built');
  const order: readonly Contestant[] = ['plain', 'cold', 'unchanged'];
  for (const contestant of order) {
    const program = contestant === 'plain' ? programs.plain : programs.tradewind;
    const run = await runNode([project.path('programs', 'apps', `${program}.cjs`)], project.root, {
      BENCH_FUNCTIONS: `${FUNCTIONS}`,
      BENCH_OUTDIR: project.path(outdir(program)),
      BENCH_FOLDERS: 'built',
      BENCH_BUILD: 'yes',
      CDK_VALIDATION: 'false',
    });
    runs[contestant].push(run);
    console.error(`  ${name}, ${contestant}: ${run.wallSeconds.toFixed(2)} s`);
  }
}

const outdir = (program: string) => `out.${program}`;
const wall = ({ wallSeconds }: Run) => wallSeconds;
const peak = ({ peakMiB }: Run) => peakMiB;
const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);

function ratio(runs: Record<Contestant, Run[]>, contestant: Contestant, figure: (run: Run) => number) {
  return ratios(runs[contestant].map(figure), runs.plain.map(figure));
}

function sizes(project: Project, { packages }: Provider) {
  const plain = [...packages, 'esbuild'];
  return {
    plain: installedBytes(project.root, plain),
    whole: installedBytes(project.root, [...plain, 'constructs', 'tradewind']),
  };
}

/** @throws Error when the contestants have not created the same number of resources of each type */
function requireSameResources(project: Project, { programs, resources, name }: Provider): void {
  if (resources === undefined) return;
  const count = (program: string) => {
    const { resource } = JSON.parse(readFileSync(project.path(outdir(program), resources), 'utf8'));
    const counts = Object.entries<object>(resource).map(([type, all]) => [type, Object.keys(all).length]);
    return JSON.stringify(counts.sort());
  };
  const [ours, theirs] = [count(programs.tradewind), count(programs.plain)];
  if (ours !== theirs) throw new Error(`${name}: not the same resources:\n${ours}\n${theirs}`);
}
