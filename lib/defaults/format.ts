import { type Duration, formatDuration } from '../duration';
import type { DefaultRow } from './row';

/** Writes a default as in a `@default` tag and in the documentation. */
export function formatDefault(row: DefaultRow): string {
  return row.behaviour === undefined ? formatValue(row.value) : `- ${row.behaviour}`;
}

function formatValue(value: unknown): string {
  if (isDuration(value))
    return formatDuration(value).replace(/^(\S+) (\S+)$/, (_, amount, unit) => `${UNIT[unit]}(${amount})`);
  if (Array.isArray(value)) return `[${value.map(formatValue).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return formatObject(value);
  return typeof value === 'string' ? `'${value}'` : String(value);
}

const UNIT: Record<string, string> = { s: 'seconds', min: 'minutes', h: 'hours', d: 'days' };

function formatObject(value: object): string {
  const members = Object.entries(value).map(([key, member]) => `${key}: ${formatValue(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}

function isDuration(value: unknown): value is Duration {
  return typeof (value as Duration | undefined)?.toSeconds === 'function';
}
