import type { ConstructModel } from '../app-model/model';
import { recordedProps } from '../app-model/recorded-props';
import { azureDifferences } from '../azure/defaults';
import { cloudflareDifferences } from '../cloudflare/defaults';
import { type DefaultDifferences, type DefaultRow, defaults } from '../defaults';
import { googleDifferences } from '../google/defaults';
import { netlifyDifferences } from '../netlify/defaults';
import type { ProviderName } from '../runtime/types';
import { refusalOf } from '../support/check';
import { vercelDifferences } from '../vercel/defaults';
import { defaultOf } from './chosen-props';
import { type Finding, rowOf } from './finding';

const DIFFERENCES: Readonly<Record<ProviderName, DefaultDifferences>> = {
  aws: {},
  google: googleDifferences,
  azure: azureDifferences,
  cloudflare: cloudflareDifferences,
  vercel: vercelDifferences,
  netlify: netlifyDifferences,
};

/** Returns the defaults of a construct that the other provider does not apply, or for which it has another value. */
export function changedDefaults(construct: ConstructModel, to: ProviderName): Finding[] {
  return Object.entries(construct.props).flatMap(([prop, value]) => {
    if (defaultOf(construct.kind, prop, value) === undefined || !hasEffect(value)) return [];
    const note = changeOf(construct, prop, value, to);
    return note === undefined ? [] : [{ prop, outcome: 'changes' as const, note }];
  });
}

function changeOf(construct: ConstructModel, prop: string, value: unknown, to: ProviderName): string | undefined {
  const row = rowOf(construct, prop, to);
  if (typeof row === 'object' && 'unsupported' in row) {
    return `the default ${JSON.stringify(value)} does not apply: ${row.unsupported}`;
  }
  const other = recorded(rowsOf(construct, to)[prop]);
  if (row === undefined || other === undefined || JSON.stringify(other) === JSON.stringify(value)) return undefined;
  const refused = refusalOf(row, value);
  const advice = refused === undefined ? '' : `; ${JSON.stringify(value)} itself is refused: ${refused.unsupported}`;
  return `the default is ${JSON.stringify(other)} in place of ${JSON.stringify(value)}${advice}`;
}

function rowsOf({ kind }: ConstructModel, to: ProviderName): Readonly<Record<string, DefaultRow | undefined>> {
  return { ...defaults[kind], ...DIFFERENCES[to][kind] };
}

/** Returns a default as the app model records it. */
const recorded = (row: DefaultRow | undefined) => recordedProps({ plain: row?.value }, () => false).plain;

/** `false` and empty values request nothing. */
function hasEffect(value: unknown): boolean {
  return value !== false && JSON.stringify(value) !== '{}' && JSON.stringify(value) !== '[]';
}
