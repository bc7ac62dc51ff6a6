import { type Decimal, fromDecimal, fromNumber, isDecimal } from './numbers.js';

/** Value of an item or a message, after `toPlain`. */
export type Plain =
  | null
  | boolean
  | string
  | number
  | bigint
  | Decimal
  | Uint8Array
  | ReadonlySet<string | number | bigint | Decimal | Uint8Array>
  | readonly Plain[]
  | { readonly [name: string]: Plain };

/** Object with named members. */
export type PlainItem = { readonly [name: string]: Plain };

/**
 * Converts a value to the one form that all providers store: members that are `undefined` are left out, `toJSON` is
 * called, a `Map` becomes an object, bytes of any kind a `Uint8Array`, and numbers follow the rule of `fromDecimal`.
 * @throws TypeError for values that would be lost silently: NaN, an infinity, a function, a symbol, a cycle, or an
 * empty or mixed set. Names the place in the value.
 */
export function toPlain(value: unknown, path = 'the value', above: readonly object[] = []): Plain {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'bigint':
      return typeof value === 'bigint' ? fromDecimal(String(value)) : value;
    case 'number':
      if (!Number.isFinite(value)) throw refused(path, String(value), 'store null or text');
      return fromNumber(value);
    case 'object':
      if (value === null) return null;
      if (above.includes(value)) throw refused(path, 'a cycle of objects', 'leave the member out that leads back');
      return plainObject(value, path, [...above, value]);
    default:
      throw refused(path, typeof value, 'leave it out');
  }
}

/** Applies `toPlain` to an item of a table. @throws TypeError also when it is not an object */
export function toPlainItem(item: unknown): PlainItem {
  const plain = toPlain(item, 'the item');
  if (typeof plain === 'object' && isNamed(plain)) return plain;
  throw new TypeError(`An item is an object of attributes, not ${plain === null ? 'null' : typeof plain}.`);
}

/** Tests if a value has named members, and is not a list, a set, bytes or a `Decimal`. */
export function isNamed(value: Plain): value is PlainItem {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isDecimal(value)) return false;
  return !(value instanceof Set || value instanceof Uint8Array);
}

function plainObject(value: object, path: string, above: readonly object[]): Plain {
  if (isDecimal(value)) return fromDecimal(String(value));
  // Before toJSON, which a Buffer has.
  const bytes = bytesOf(value);
  if (bytes !== undefined) return bytes;
  if ('toJSON' in value && typeof value.toJSON === 'function') return toPlain(value.toJSON(), path, above);
  if (value instanceof Number || value instanceof String || value instanceof Boolean)
    return toPlain(value.valueOf(), path);
  if (value instanceof Set) return plainSet(value, path);
  if (Array.isArray(value))
    return value.map((each, index) => (each === undefined ? null : toPlain(each, `${path}[${index}]`, above)));
  const entries: [string, unknown][] = value instanceof Map ? [...value] : Object.entries(value);
  return Object.fromEntries(
    entries.flatMap(([name, each]) => (each === undefined ? [] : [[name, toPlain(each, `${path}.${name}`, above)]])),
  );
}

function bytesOf(value: object): Uint8Array | undefined {
  if (value instanceof ArrayBuffer) return new Uint8Array(value);
  if (!ArrayBuffer.isView(value)) return undefined;
  return new Uint8Array(value.buffer as ArrayBuffer, value.byteOffset, value.byteLength);
}

/** Sets that DynamoDB supports, so that an item can be moved there: of text, of numbers, or of bytes. */
function plainSet(given: ReadonlySet<unknown>, path: string): Plain {
  const members = [...given].map((each, index) => toPlain(each, `${path}[${index}]`));
  const kinds = new Set(members.map(kindOf));
  if (kinds.size === 1 && !kinds.has('other')) return new Set(members as (string | number)[]);
  const found = members.length === 0 ? 'an empty set' : `a set of ${[...kinds].join(' and ')} members`;
  throw refused(path, found, 'store a list, or a set of text alone, of numbers alone or of bytes alone');
}

function kindOf(value: Plain): 'text' | 'number' | 'bytes' | 'other' {
  if (typeof value === 'string') return 'text';
  if (typeof value === 'number' || typeof value === 'bigint' || isDecimal(value)) return 'number';
  return value instanceof Uint8Array ? 'bytes' : 'other';
}

function refused(path: string, found: string, fix: string): TypeError {
  return new TypeError(`[tradewind:VALUE] ${path} is ${found}, which cannot be stored. Fix: ${fix}.`);
}
