import { azureDefaults } from '../lib/azure/defaults';
import { awsDefaults, type DefaultRow, defaults, formatDefault } from '../lib/defaults';
import { googleDefaults } from '../lib/google/defaults';
import { page, table } from './markdown';

type Rows = Readonly<Record<string, DefaultRow>>;

const constructs: Readonly<Record<string, Rows>> = {
  ApiFunction: defaults.ApiFunction,
  ScheduledJob: defaults.ScheduledJob,
  ImagePipeline: defaults.ImagePipeline,
};

const parts = Object.entries(defaults as Readonly<Record<string, Rows>>).filter(
  ([name, rows]) => !(name in constructs) && Object.keys(rows).length > 0,
);

/** The tables of the README: what a prop is when nobody sets it, and why. */
export function defaultsTables(): string {
  return page(
    ...sections().flatMap(([title, rows]) => [
      `**${title}**`,
      table(
        ['Prop', 'Default', 'Why'],
        rowsOf(rows).map((row) => row.slice(0, 3)),
      ),
    ]),
  ).trimEnd();
}

/** docs/defaults.md: every default with its source, and the fixed settings of resources. */
export function defaultsPage(): string {
  return page(
    '# Defaults',
    'Every default stands in one place, `lib/defaults.ts`, with its reason. This page is generated from it: run `npm run docs` after a change.',
    ...sections().flatMap(([title, rows]) => [
      `## ${title}`,
      table(['Prop', 'Default', 'Why', 'Source'], rowsOf(rows)),
    ]),
    '## Fixed settings on AWS',
    'No prop sets these. Where you need another value, `overrides` has the last word.',
    fixedSettings(awsDefaults),
    '## Fixed settings on Google Cloud',
    fixedSettings(googleDefaults),
    '## Fixed settings on Azure',
    fixedSettings(azureDefaults),
  );
}

function fixedSettings(rows: Rows): string {
  return table(['Setting', 'Value', 'Why', 'Source'], rowsOf(rows));
}

/** Rows that all constructs share stand once, in front. */
function sections(): [title: string, rows: Rows][] {
  const all = Object.values(constructs);
  const shared = Object.entries(all[0] ?? {}).filter(([prop, row]) => all.every((rows) => rows[prop] === row));
  const own = (rows: Rows) => Object.entries(rows).filter(([prop]) => !shared.some(([name]) => name === prop));
  return [
    ['Every construct', Object.fromEntries(shared)],
    ...Object.entries(constructs).map(([name, rows]): [string, Rows] => [name, Object.fromEntries(own(rows))]),
    ...parts,
  ];
}

function rowsOf(rows: Rows): string[][] {
  return Object.entries(rows).map(([prop, row]) => [
    `\`${prop}\``,
    row.behaviour ?? `\`${formatDefault(row)}\``,
    row.why,
    row.source === undefined ? '' : `[page](${row.source})`,
  ]);
}
