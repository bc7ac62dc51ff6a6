import type { TableQuery } from '../../runtime/clients.js';
import { keyPart } from '../../runtime/item-keys.js';
import type { CosmosQuery } from './cosmos.js';

/** Conditions of a query, all of which must hold, and their values. */
export class Conditions {
  private readonly conditions: string[] = [];
  private readonly parameters: { readonly name: string; readonly value: unknown }[] = [];

  /** Adds a condition, in which each `?` represents a value. */
  add(condition: string, ...values: readonly unknown[]): this {
    const given = [...values];
    this.conditions.push(
      condition.replaceAll('?', () => {
        const name = `@p${this.parameters.length}`;
        this.parameters.push({ name, value: given.shift() });
        return name;
      }),
    );
    return this;
  }

  /** Adds the conditions of a table query on the sort key. */
  addRange(sort: string, { prefix, from, to }: TableQuery): this {
    if (prefix !== undefined) this.add(`STARTSWITH(${sort}, ?)`, prefix);
    if (from !== undefined) this.add(`${sort} >= ?`, keyPart({ from }, 'from'));
    if (to !== undefined) this.add(`${sort} <= ?`, keyPart({ to }, 'to'));
    return this;
  }

  /** Builds the query. */
  select(limit: number, order: string): CosmosQuery {
    const where = this.conditions.length === 0 ? '' : ` WHERE ${this.conditions.join(' AND ')}`;
    return { query: `SELECT TOP ${limit} * FROM c${where}${order}`, parameters: this.parameters };
  }
}
