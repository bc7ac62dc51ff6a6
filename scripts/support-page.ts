import type { ProviderName } from '../lib/runtime/types';
import { type ConstructSupport, type Support, support } from '../lib/support';
import type { Limits } from '../lib/support/limits/types';
import type { ValueSupport } from '../lib/support/types';
import { table } from './markdown';

const MARK = { native: 'native', emulated: 'emulated', unsupported: 'refused' } as const;
const providers = Object.keys(support) as ProviderName[];
const constructs = Object.keys(support.aws) as (keyof typeof support.aws)[];

/** Writes the table of constructs and providers. */
export function supportMatrix(): string {
  const rows = constructs.map((name) => [
    `[${name}](#${name.toLowerCase()})`,
    ...providers.map((provider) => markOf(support[provider][name].whole)),
  ]);
  return table(['', ...providers.map((provider) => `\`tradewind/${provider}\``)], rows);
}

/**
 * Writes the page with every prop: for each construct its resources, and the props that are more than plainly native.
 */
export function supportTables(): string {
  return constructs.map((name) => `## ${name}\n\n${constructTable(name)}`).join('\n\n');
}

function constructTable(name: keyof typeof support.aws): string {
  const columns = providers.map((provider): ConstructSupport => support[provider][name]);
  const props = [...new Set(columns.flatMap((column) => Object.keys(column.props ?? {})))];
  const cells = (prop: string) => columns.map((column) => column.props?.[prop]);
  const isPlain = (prop: string) => cells(prop).every((cell) => cell === undefined || cell === 'native');
  const plain = props.filter(isPlain);
  const rows = [
    ['the whole', ...columns.map(({ whole }) => describeSupport(whole))],
    ...props.filter((prop) => !isPlain(prop)).map((prop) => [`\`${prop}\``, ...cells(prop).map(describeSupport)]),
    [plain.map((prop) => `\`${prop}\``).join(', '), ...columns.map(({ props: all }) => (all ? MARK.native : ''))],
  ];
  return table(['', ...providers], plain.length > 0 ? rows : rows.slice(0, -1));
}

function markOf(support: Support): string {
  if (support === 'native' || 'native' in support) return MARK.native;
  return 'emulated' in support ? MARK.emulated : MARK.unsupported;
}

function cell(mark: string, remarks: readonly string[]): string {
  const all = remarks.filter(Boolean).join('; ');
  return all === '' ? mark : `${mark}: ${all}`;
}

/** Values of a prop that a provider sets, accepts or refuses. */
export function valuesOf({ fixed, limits, refuses = {} }: ValueSupport): string[] {
  return [
    fixed === undefined ? '' : `always ${fixed}`,
    limits === undefined ? '' : rangeOf(limits),
    ...Object.keys(refuses).map((value) => `\`${value}\` is refused`),
  ];
}

function rangeOf(limits: Limits): string {
  if ('names' in limits) return limits.kept === undefined ? '' : 'reserved names are refused';
  const unit = limits.unit === undefined ? '' : ` ${limits.unit}`;
  if ('sizes' in limits) return `${limits.sizes.join(' or ')}${unit}`;
  return limits.most === undefined ? `${limits.least}${unit} or more` : `${limits.least} to ${limits.most}${unit}`;
}

function describeSupport(support: Support | undefined): string {
  if (support === undefined) return '';
  if (support === 'native') return MARK.native;
  if ('native' in support)
    return cell(MARK.native, [support.native === true ? '' : support.native, ...valuesOf(support)]);
  if ('emulated' in support) return cell(MARK.emulated, [support.emulated, ...valuesOf(support)]);
  const accepted = support.harmless === undefined ? '' : `\`${support.harmless}\` is accepted`;
  return cell(MARK.unsupported, [support.unsupported, support.nearest, accepted]);
}
