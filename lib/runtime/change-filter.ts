import type { Change } from './types.js';

/** Which changes are wanted; see the prop `filter`. */
export interface ChangeFilter {
  readonly types?: readonly string[];
  readonly where?: Readonly<Record<string, readonly unknown[]>>;
}

/** Whether a change is wanted. An `upsert`, of which nobody knows what it was, is both an insertion and an update. */
export function matchesFilter({ types, where = {} }: ChangeFilter = {}, change: Change): boolean {
  const kinds = change.type === 'upsert' ? ['insert', 'update'] : [change.type];
  if (types !== undefined && !kinds.some((kind) => types.includes(kind))) return false;
  const item = change.new ?? change.old;
  return Object.entries(where).every(([name, values]) => values.includes(item?.[name]));
}
