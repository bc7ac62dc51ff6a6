import { NumberValue } from '@aws-sdk/lib-dynamodb';
import { fromDecimal, fromNumber, isDecimal } from '../../runtime/numbers.js';
import { type Plain, toPlain, toPlainItem } from '../../runtime/values.js';

/** Options of the document client, which returns each number as a `NumberValue` with all of its digits. */
export const TRANSLATE = {
  marshallOptions: { removeUndefinedValues: true },
  unmarshallOptions: { wrapNumbers: true },
} as const;

/**
 * Converts an item for the document client of the SDK.
 * @throws TypeError for values that cannot be stored
 */
export function toAttributes(item: unknown): Record<string, unknown> {
  return ofMembers(toPlainItem(item));
}

/** Converts one value of a condition. */
export function toAttribute(value: unknown): unknown {
  return ofPlain(toPlain(value));
}

function ofPlain(value: Plain): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (isDecimal(value)) return NumberValue.from(String(value));
  if (value instanceof Set) return ofSet(value);
  return Array.isArray(value) ? value.map(ofPlain) : ofMembers(value as { readonly [name: string]: Plain });
}

function ofMembers(item: { readonly [name: string]: Plain }): Record<string, unknown> {
  // The SDK would make it the prototype of the item.
  if (Object.hasOwn(item, '__proto__'))
    throw new TypeError('[tradewind:VALUE] __proto__ cannot be an attribute. Fix: rename it.');
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, ofPlain(value)]));
}

/** The SDK checks only the first member of a set, and assumes that the others are the same. */
function ofSet(set: ReadonlySet<unknown>): ReadonlySet<unknown> {
  const isLarge = [...set].some((each) => typeof each === 'bigint' || isDecimal(each));
  return isLarge ? new Set([...set].map((each) => NumberValue.from(String(each)))) : set;
}

/** Converts values from the document client, with numbers by the rule of tradewind. */
export function fromAttributes(value: unknown): unknown {
  if (value instanceof NumberValue) return fromDecimal(value.toString());
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return value;
  if (value instanceof Set) return new Set([...value].map(fromAttributes));
  if (Array.isArray(value)) return value.map(fromAttributes);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, fromAttributes(each)]));
}
