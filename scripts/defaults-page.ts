import { awsDefaults } from '../lib/aws/defaults';
import { azureDefaults, azureDifferences } from '../lib/azure/defaults';
import { PROVIDER_NAMES, PROVIDERS } from '../lib/catalogue';
import { cloudflareDefaults, cloudflareDifferences } from '../lib/cloudflare/defaults';
import { type DefaultRow, defaults, formatDefault, imageDefaults } from '../lib/defaults';
import { googleDefaults, googleDifferences } from '../lib/google/defaults';
import { netlifyDefaults, netlifyDifferences } from '../lib/netlify/defaults';
import type { ProviderName } from '../lib/runtime/types';
import { vercelDefaults, vercelDifferences } from '../lib/vercel/defaults';
import { page, table } from './markdown';

type Rows = Readonly<Record<string, DefaultRow>>;
type Section = readonly [title: string, rows: Rows];

const constructs = Object.entries(defaults as Readonly<Record<string, Rows>>);

/** Differences of each provider from the table, and its fixed settings. */
const providers: Readonly<Record<ProviderName, readonly [differences: Readonly<Record<string, Rows>>, fixed: Rows]>> = {
  aws: [{}, awsDefaults],
  google: [googleDifferences, googleDefaults],
  azure: [azureDifferences, azureDefaults],
  cloudflare: [cloudflareDifferences, cloudflareDefaults],
  vercel: [vercelDifferences, vercelDefaults],
  netlify: [netlifyDifferences, netlifyDefaults],
};

/**
 * Writes docs/defaults.md: every default with its source, and for each provider the differences and the fixed settings.
 */
export function defaultsPage(): string {
  return page(
    '# Defaults',
    'Every default is defined in one place, `lib/defaults`, with its reason. This page is generated from it: run `npm run docs` after a change.',
    ...sections().flatMap(([title, rows]) => [`## ${title}`, fullTable('Prop', 'Default', rows)]),
    '## Fixed limits of ImagePipeline',
    'No prop sets these. An image that exceeds them goes to the dead letters.',
    fullTable('Limit', 'Value', imageDefaults),
    ...PROVIDER_NAMES.flatMap((name) => providerSections(PROVIDERS[name].title, ...providers[name])),
  );
}

function providerSections(name: string, differences: Readonly<Record<string, Rows>>, fixed: Rows): string[] {
  return [
    ...differencesOf(name, differences),
    `## Fixed settings on ${name}`,
    'No prop sets these. To change one, use `overrides`.',
    fullTable('Setting', 'Value', fixed),
  ];
}

function differencesOf(name: string, differences: Readonly<Record<string, Rows>>): string[] {
  const rows = Object.entries(differences).flatMap(([construct, props]) =>
    Object.entries(props).map(([prop, row]) => [`${construct}.${prop}`, row] as const),
  );
  if (rows.length === 0) return [];
  const about = `On ${name} these replace the defaults above.`;
  return [`## Other defaults on ${name}`, about, fullTable('Prop', 'Default', Object.fromEntries(rows))];
}

/** Rows that constructs share occur once, in front. */
function sections(): readonly Section[] {
  const functions = sharedRows('timeout');
  const entries = sharedRows('handler');
  const shared = { ...functions, ...entries };
  return [
    ['Every construct with a function', functions],
    ['Every construct with an entry', without(entries, functions)],
    ...constructs.map(([name, rows]): Section => [name, without(rows, shared)]),
  ].filter(([, rows]) => Object.keys(rows).length > 0) as Section[];
}

/** Returns the rows that all constructs with some prop share. */
function sharedRows(mark: string): Rows {
  const all = constructs.flatMap(([, rows]) => (mark in rows ? [rows] : []));
  const shared = Object.entries(all[0] ?? {}).filter(([prop, row]) => all.every((rows) => rows[prop] === row));
  return Object.fromEntries(shared);
}

function without(rows: Rows, others: Rows): Rows {
  return Object.fromEntries(Object.entries(rows).filter(([prop, row]) => others[prop] !== row));
}

function fullTable(name: string, value: string, rows: Rows): string {
  return table([name, value, 'Why', 'Source'], Object.entries(rows).map(cells));
}

function cells([prop, row]: [string, DefaultRow]): string[] {
  return [
    `\`${prop}\``,
    row.behaviour ?? `\`${formatDefault(row)}\``,
    row.why,
    row.source === undefined ? '' : `[page](${row.source})`,
  ];
}
