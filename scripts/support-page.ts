import { type ConstructSupport, type Support, support } from '../lib/support';
import { table } from './markdown';

const MARK = { native: 'native', emulated: 'emulated', unsupported: 'refused' } as const;
const providers = Object.keys(support.ApiFunction.whole) as (keyof ConstructSupport['whole'])[];

/** The table of the README: each construct and each prop that is more than plainly native, by provider. */
export function supportTables(): string {
  return Object.entries(support as Readonly<Record<string, ConstructSupport>>)
    .map(([name, rows]) => constructTable(name, rows))
    .join('\n\n');
}

function constructTable(name: string, { whole, props }: ConstructSupport): string {
  const plain = Object.keys(props).filter((prop) =>
    providers.every((provider) => props[prop]?.[provider] === 'native'),
  );
  const rest = Object.entries(props).filter(([prop]) => !plain.includes(prop));
  const cells = (row: ConstructSupport['whole']) => providers.map((provider) => describeSupport(row[provider]));
  const rows = [
    [`**${name}**`, ...cells(whole)],
    ...rest.map(([prop, row]) => [`\`${prop}\``, ...cells(row)]),
    [plain.map((prop) => `\`${prop}\``).join(', '), ...providers.map(() => MARK.native)],
  ];
  return table(['', ...providers.map((provider) => `\`tradewind/${provider}\``)], rows);
}

function describeSupport(support: Support): string {
  if (support === 'native') return MARK.native;
  if ('native' in support) return `${MARK.native}: ${support.native}`;
  if ('emulated' in support) return `${MARK.emulated}: ${support.emulated}`;
  return `${MARK.unsupported}: ${support.unsupported}; ${support.nearest}`;
}
