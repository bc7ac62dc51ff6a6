import type { Values } from './wire';

/** Returns only configured values: without the nulls and the empty lists that represent all others. */
export function configured(values: Values): Values {
  const entries = Object.entries(values).filter(([, value]) => isGiven(value));
  return Object.fromEntries(entries.map(([name, value]) => [name, within(value)]));
}

function within(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(within);
  return typeof value === 'object' && value !== null ? configured(value as Values) : value;
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined && !(Array.isArray(value) && value.length === 0);
}
