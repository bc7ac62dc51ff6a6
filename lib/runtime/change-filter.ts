import type { Change } from './types.js';

/** Changes to deliver; see the prop `filter`. */
export interface ChangeFilter {
  readonly types?: readonly string[];
  readonly where?: Readonly<Record<string, readonly unknown[]>>;
}

/**
 * Reports if the filter passes a change. An `upsert` counts as both an insertion and an update, since the provider does
 * not distinguish them.
 */
export function matchesFilter({ types, where = {} }: ChangeFilter = {}, change: Change): boolean {
  const kinds = change.type === 'upsert' ? ['insert', 'update'] : [change.type];
  if (types !== undefined && !kinds.some((kind) => types.includes(kind))) return false;
  const item = change.new ?? change.old;
  return Object.entries(where).every(([name, values]) => values.includes(item?.[name]));
}
