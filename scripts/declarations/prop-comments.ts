import { azureDifferences } from '../../lib/azure/defaults';
import { type ConstructName, PROVIDERS } from '../../lib/catalogue';
import { cloudflareDifferences } from '../../lib/cloudflare/defaults';
import { type DefaultDifferences, type DefaultRow, formatDefault } from '../../lib/defaults';
import { googleDifferences } from '../../lib/google/defaults';
import { netlifyDifferences } from '../../lib/netlify/defaults';
import type { ProviderName } from '../../lib/runtime/types';
import { type Support, support } from '../../lib/support';
import { vercelDifferences } from '../../lib/vercel/defaults';
import type { PropDoc } from '../prop-docs';
import { valuesOf } from '../support-page';
import { linkOf } from './prop-links';

/** Doc comment of a prop: its text, its `@default` value and its link, on one provider. */
export interface PropComment {
  readonly text: string;
  readonly default?: string;
  readonly see?: string;
}

/** Default values in which each provider differs from the table. */
export const differences: Readonly<Record<ProviderName, DefaultDifferences>> = {
  aws: {},
  google: googleDifferences,
  azure: azureDifferences,
  cloudflare: cloudflareDifferences,
  vercel: vercelDifferences,
  netlify: netlifyDifferences,
};

/** Default value of a prop that the provider refuses. */
export const NOT_SUPPORTED = '- not supported';

/** Comment of a prop on a provider: the portable text with the provider's remark, default value and link. */
export function commentOf(provider: ProviderName, construct: ConstructName, doc: PropDoc): PropComment {
  const column = support[provider][construct];
  const row = column.props === undefined ? column.whole : propRow(column.props, doc.name);
  const remark = remarkOf(provider, row);
  const text = remark === undefined ? doc.text : `${doc.text}\n\n${remark}`;
  const own = (differences[provider][construct] as Readonly<Record<string, DefaultRow>> | undefined)?.[doc.name];
  const value = own === undefined ? doc.default : formatDefault(own);
  if (typeof row === 'object' && 'unsupported' in row) {
    // A comment without tags inherits those of the portable prop.
    return { text, default: own === undefined && doc.optional ? NOT_SUPPORTED : value };
  }
  const see = linkOf(provider, construct, doc.name) ?? own?.source ?? portableLink(provider, doc.see);
  return { text, default: value, see };
}

function propRow(rows: Readonly<Record<string, Support>>, prop: string): Support | undefined {
  return rows[prop];
}

/** Note of the support table, as a sentence; undefined where there is none. */
function remarkOf(provider: ProviderName, row: Support | undefined): string | undefined {
  if (row === undefined || row === 'native') return undefined;
  const title = PROVIDERS[provider].title;
  if ('unsupported' in row) return `Not supported on ${title}: ${row.unsupported}. Instead: ${row.nearest}.`;
  const note = 'native' in row ? row.native : row.emulated;
  const notes = [note === true ? '' : note, ...valuesOf(row)].filter(Boolean);
  return notes.length === 0 ? undefined : `On ${title}: ${notes.join('; ')}.`;
}

/** The portable link, unless it leads to a page of AWS. */
function portableLink(provider: ProviderName, see: string | undefined): string | undefined {
  return provider !== 'aws' && see?.includes('//docs.aws.amazon.com/') ? undefined : see;
}
