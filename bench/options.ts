import { parseArgs } from 'node:util';

export const partNames = [
  'synth',
  'validation',
  'providers',
  'snapshot',
  'resources',
  'pieces',
  'bundles',
  'init',
  'requests',
  'local',
  'formats',
] as const;
export type PartName = (typeof partNames)[number];

/** Measurements of a run of the benchmark, and their numbers. */
export interface Options {
  readonly parts: readonly PartName[];
  /** Functions per app. */
  readonly sizes: readonly number[];
  /** Rounds of whole processes. */
  readonly runs: number;
  /** Fresh processes per bundle. */
  readonly starts: number;
  /** Node.js that starts and calls bundles. */
  readonly node: string;
  /** Calls per handler and batch. */
  readonly calls: number;
  /** Largest app for which NodejsFunction is measured as often as the others. */
  readonly nodejsMax: number;
  /** `true` to measure NodejsFunction once with the apps that are larger. */
  readonly nodejsBeyond: boolean;
  readonly build: boolean;
  readonly write: boolean;
  readonly strict: boolean;
  readonly keep: boolean;
}

const usage = `npm run bench -- [options]
  --quick               tiny sizes, one run: a minute, to see that everything works
  --only a,b            parts: ${partNames.join(', ')}
  --sizes 1,10,50,200   functions per app
  --runs 3              rounds of whole processes; medians are shown
  --starts 15           fresh processes per bundle
  --node node           Node.js that starts and calls bundles, such as that of the functions' runtime
  --nodejs-max 50       largest app that NodejsFunction is measured with in each round; 0 leaves it out everywhere
  --skip-nodejs-beyond  do not measure NodejsFunction once with the larger apps either
  --no-build            measure dist/ as it is
  --write               put the tables into BENCHMARKS.md
  --strict              exit with 1 when a bar is missed
  --keep                leave the generated project in place`;

export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      quick: { type: 'boolean', default: false },
      only: { type: 'string' },
      sizes: { type: 'string' },
      runs: { type: 'string' },
      starts: { type: 'string' },
      node: { type: 'string', default: process.execPath },
      'nodejs-max': { type: 'string' },
      'skip-nodejs-beyond': { type: 'boolean', default: false },
      build: { type: 'boolean', default: true },
      write: { type: 'boolean', default: false },
      strict: { type: 'boolean', default: false },
      keep: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    console.log(usage);
    process.exit(0);
  }
  const { quick } = values;
  return {
    parts: values.only === undefined ? partNames : values.only.split(',').map(toPart),
    sizes: values.sizes?.split(',').map(toCount) ?? (quick ? [3] : [1, 10, 50, 200]),
    runs: toCount(values.runs ?? (quick ? '1' : '3')),
    starts: toCount(values.starts ?? (quick ? '3' : '15')),
    node: values.node,
    calls: quick ? 500 : 5000,
    nodejsMax: toCount(values['nodejs-max'] ?? '50'),
    nodejsBeyond: !values['skip-nodejs-beyond'],
    build: values.build,
    write: values.write,
    strict: values.strict,
    keep: values.keep,
  };
}

function toPart(name: string): PartName {
  const part = partNames.find((candidate) => candidate === name);
  if (part === undefined) throw new Error(`--only ${name}: unknown part\n${usage}`);
  return part;
}

function toCount(text: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 0) throw new Error(`${text} is not a count\n${usage}`);
  return count;
}
