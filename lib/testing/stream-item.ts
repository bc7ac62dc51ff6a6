import type { StreamItem, StreamValue } from '../aws/adapter/stream-values';
import { isDecimal } from '../runtime/numbers';
import { toBase64 } from '../runtime/stored-json';
import { type Plain, type PlainItem, toPlainItem } from '../runtime/values';

/**
 * Converts an item to the form in which Lambda receives it from a table's stream: JSON, so bytes are base64.
 * @throws TypeError for values that DynamoDB does not store
 */
export function toStreamItem(item: unknown): StreamItem {
  return members(toPlainItem(item));
}

function members(item: PlainItem): StreamItem {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toStreamValue(value)]));
}

function toStreamValue(value: Plain): StreamValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (typeof value === 'number' || typeof value === 'bigint' || isDecimal(value)) return { N: String(value) };
  if (value instanceof Uint8Array) return { B: toBase64(value) };
  if (value instanceof Set) return toSet([...value]);
  return Array.isArray(value) ? { L: value.map(toStreamValue) } : { M: members(value as PlainItem) };
}

function toSet(set: readonly unknown[]): StreamValue {
  const [first] = set;
  if (first instanceof Uint8Array) return { BS: set.map((each) => toBase64(each as Uint8Array)) };
  return typeof first === 'string' ? { SS: set } : { NS: set.map(String) };
}
