import type { ConstructName } from '../catalogue';
import { type Problem, type Problems, refuse, UnsupportedError } from '../errors';
import type { ProviderName } from '../runtime/types';
import { support } from './index';
import { checkLimits } from './limits/check';
import type { Support, Unsupported } from './types';

/** Refuses each prop, and each value of a prop, that the provider does not support, with the reason of its row. */
export function checkSupport(problems: Problems, provider: ProviderName, name: ConstructName, props: object): void {
  for (const [prop, value] of Object.entries(props)) {
    if (value === undefined) continue;
    const row = rowOf(provider, name, prop);
    const refused = refusalOf(row, value);
    if (refused !== undefined) problems.add(unsupportedProblem(provider, prop, value, refused));
    else if (typeof row === 'object' && 'limits' in row && row.limits) checkLimits(problems, prop, value, row.limits);
  }
}

function unsupportedProblem(provider: ProviderName, prop: string, value: unknown, row: Unsupported): Problem {
  const rule = `is not supported on ${provider}: ${row.unsupported}`;
  return { code: 'UNSUPPORTED', prop, value: kindOf(value) ?? value, rule, fix: row.nearest };
}

/** Reason why a provider refuses a prop with this value: for each value, or for this one. A harmless value is accepted. */
export function refusalOf(row: Support | undefined, value: unknown): Unsupported | undefined {
  if (typeof row !== 'object') return undefined;
  if ('unsupported' in row) return value === row.harmless ? undefined : row;
  return row.refuses?.[kindOf(value) ?? String(value)];
}

/** The `kind` of an object, such as that of `jwt({...})`. */
function kindOf(value: unknown): string | undefined {
  const kind = typeof value === 'object' ? (value as { kind?: unknown } | null)?.kind : undefined;
  return typeof kind === 'string' ? kind : undefined;
}

/** Props that the provider supports; the defaults of others have no effect there. */
export function supportedProps(provider: ProviderName, name: ConstructName, props: object): object {
  const entries = Object.entries(props).filter(([prop]) => unsupported(provider, name, prop) === undefined);
  return Object.fromEntries(entries);
}

function unsupported(provider: ProviderName, name: ConstructName, prop: string): Unsupported | undefined {
  const row = rowOf(provider, name, prop);
  return typeof row === 'object' && 'unsupported' in row ? row : undefined;
}

function rowOf(provider: ProviderName, name: ConstructName, prop: string): Support | undefined {
  return (support[provider][name].props as Readonly<Record<string, Support>> | undefined)?.[prop];
}

/** @throws UnsupportedError when the provider does not support the construct */
export function requireSupport(path: string, provider: ProviderName, name: ConstructName): void {
  const { whole } = support[provider][name];
  if (typeof whole !== 'object' || !('unsupported' in whole)) return;
  const message = `[tradewind:UNSUPPORTED] ${path}: ${name} is not supported on ${provider}: ${whole.unsupported}. Fix: ${whole.nearest}.`;
  refuse(new UnsupportedError('UNSUPPORTED', path, message));
}

/** @throws UnsupportedError with the reason of the provider's row for `alarms` */
export function refuseAlarms(provider: ProviderName, path: string): never {
  const row = unsupported(provider, 'ApiFunction', 'alarms');
  const place = path || 'App';
  const reason = `alarmsTo is not supported on ${provider}: ${row?.unsupported}. Fix: ${row?.nearest}.`;
  refuse(new UnsupportedError('UNSUPPORTED', place, `[tradewind:UNSUPPORTED] ${place}: ${reason}`));
}
