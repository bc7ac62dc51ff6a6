import type { Problems } from '../errors';
import type { ChangeFilter } from './change-processor';

/** Checks a filter for conditions that would silently drop changes, or that differ between providers. */
export function checkChangeFilter(problems: Problems, { types, where = {} }: ChangeFilter = {}): void {
  problems.require(types === undefined || types.length > 0, {
    code: 'CHANGE_FILTER',
    prop: 'filter.types',
    value: types,
    rule: 'is empty, so the function would receive nothing',
    fix: 'name a type, or omit types',
  });
  for (const [name, values] of Object.entries(where)) {
    const prop = `filter.where.${name}`;
    problems.require(values.length > 0, {
      code: 'CHANGE_FILTER',
      prop,
      value: values,
      rule: 'is empty, so the function would receive nothing',
      fix: 'give a value, or omit the attribute',
    });
    for (const value of values)
      problems.require(isComparable(value), {
        code: 'CHANGE_FILTER',
        prop,
        value: String(value),
        rule: 'is compared differently by providers, unless it is text, a boolean, or a number that JavaScript writes without an exponent',
        fix: 'give such a value, or filter in the handler',
      });
  }
}

/** Numbers are compared by their digits. */
function isComparable(value: unknown): boolean {
  if (typeof value !== 'number') return typeof value === 'string' || typeof value === 'boolean';
  return (
    Number.isFinite(value) && !(Number.isInteger(value) && !Number.isSafeInteger(value)) && !/e/.test(String(value))
  );
}
