import type { TableQuery } from '../../runtime/clients.js';
import { keyPart } from '../../runtime/item-keys.js';
import type { Sql } from './database.js';

/** An expired item counts as deleted, though its row may still exist. */
export const ALIVE = '(expires IS NULL OR expires > ?)';
/** Seconds since 1970. */
export const now = () => Date.now() / 1000;

/** Conditions on items that have not expired, all of which must hold, and their values. */
export class Selection {
  private readonly conditions = [ALIVE];
  private readonly values: unknown[] = [now()];

  add(condition: string, ...given: readonly unknown[]): this {
    this.conditions.push(condition);
    this.values.push(...given);
    return this;
  }

  /** Adds the conditions of a table query on the sort key. */
  addRange(sort: string, { prefix, from, to }: TableQuery): this {
    // A range, which the index serves: the prefix followed by the highest character is its end.
    if (prefix !== undefined) this.add(`${sort} >= ? AND ${sort} < ?`, prefix, `${prefix}\u{10FFFF}`);
    if (from !== undefined) this.add(`${sort} >= ?`, keyPart({ from }, 'from'));
    if (to !== undefined) this.add(`${sort} <= ?`, keyPart({ to }, 'to'));
    return this;
  }

  /** Builds the statement. */
  sql(columns: string, order: readonly string[], descending: boolean, limit: number): Sql {
    const by = order.map((column) => `${column} ${descending ? 'DESC' : 'ASC'}`).join(', ');
    const where = this.conditions.join(' AND ');
    return [`SELECT ${columns} FROM items WHERE ${where} ORDER BY ${by} LIMIT ?`, ...this.values, limit];
  }
}
