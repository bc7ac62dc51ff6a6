import type { Problems } from '../errors';
import type { ChangeFilter } from './change-processor';

/** Checks a filter of changes for what would leave out changes without a word, or means another thing elsewhere. */
export function checkChangeFilter(problems: Problems, { types, where = {} }: ChangeFilter = {}): void {
  problems.require(types === undefined || types.length > 0, {
    code: 'CHANGE_FILTER',
    prop: 'filter.types',
    value: types,
    rule: 'is empty, so the function would receive nothing',
    fix: 'name a type, or leave it out',
  });
  for (const [name, values] of Object.entries(where)) {
    const prop = `filter.where.${name}`;
    problems.require(values.length > 0, {
      code: 'CHANGE_FILTER',
      prop,
      value: values,
      rule: 'is empty, so the function would receive nothing',
      fix: 'give a value, or leave the attribute out',
    });
    for (const value of values)
      problems.require(isComparable(value), {
        code: 'CHANGE_FILTER',
        prop,
        value: String(value),
        rule: 'is no value that is compared alike on every provider: text, a boolean, or a number without an exponent that JavaScript holds',
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
