import { fromDecimal, fromNumber, isDecimal } from '../../runtime/numbers.js';
import { fromBase64, toBase64 } from '../../runtime/stored-json.js';
import { type Plain, type PlainItem, toPlain, toPlainItem } from '../../runtime/values.js';

/** Value as Firestore's API writes it. @see https://cloud.google.com/firestore/docs/reference/rest/v1/Value */
export type FirestoreValue =
  | { readonly nullValue: null }
  | { readonly booleanValue: boolean }
  | { readonly integerValue: string }
  | { readonly doubleValue: number | string }
  | { readonly stringValue: string }
  | { readonly timestampValue: string }
  | { readonly bytesValue: string }
  | { readonly referenceValue: string }
  | { readonly geoPointValue: { readonly latitude?: number; readonly longitude?: number } }
  | { readonly arrayValue: { readonly values?: readonly FirestoreValue[] } }
  | { readonly mapValue: { readonly fields?: FirestoreFields } };

/** Values by name. */
export type FirestoreFields = Readonly<Record<string, FirestoreValue>>;

/**
 * Firestore supports no list within a list: such a list becomes a map with this one member. A map that looks like a tag
 * is put below it, too.
 */
const INNER_LIST = '[]';
/**
 * Marks values for which Firestore has no type, each a map with one such member: a number beyond its integers and
 * doubles, and a set.
 */
const NUMBER = '~number';
const SET = '~set';
const TAGS = [INNER_LIST, NUMBER, SET];
/** Range of a 64-bit integer. */
const MAX_INTEGER = 2n ** 63n - 1n;

/** Writes the attributes of an item. @throws TypeError for values that no provider stores */
export function toFields(item: Readonly<Record<string, unknown>>): FirestoreFields {
  return fields(toPlainItem(item));
}

/** Writes one value. @throws TypeError for values that no provider stores */
export function toValue(value: unknown): FirestoreValue {
  return written(toPlain(value));
}

function fields(item: PlainItem): FirestoreFields {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, written(value)]));
}

function written(value: Plain): FirestoreValue {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { booleanValue: value };
  if (typeof value === 'number')
    return Number.isSafeInteger(value) ? { integerValue: String(value) } : { doubleValue: value };
  if (typeof value === 'bigint' || isDecimal(value)) return large(value);
  if (value === null) return { nullValue: null };
  if (value instanceof Uint8Array) return { bytesValue: toBase64(value) };
  if (value instanceof Set) return tagged(SET, { arrayValue: { values: [...value].map(written) } });
  if (Array.isArray(value)) return { arrayValue: { values: value.map(element) } };
  const map = fields(value as PlainItem);
  return isTagged(map) ? tagged(INNER_LIST, { mapValue: { fields: map } }) : { mapValue: { fields: map } };
}

function large(value: Exclude<Plain, null>): FirestoreValue {
  if (typeof value === 'bigint' && value <= MAX_INTEGER && value >= -MAX_INTEGER - 1n)
    return { integerValue: String(value) };
  return tagged(NUMBER, { stringValue: String(value) });
}

function element(value: Plain): FirestoreValue {
  const inner = written(value);
  return 'arrayValue' in inner ? tagged(INNER_LIST, inner) : inner;
}

function tagged(tag: string, value: FirestoreValue): FirestoreValue {
  return { mapValue: { fields: { [tag]: value } } };
}

/** Reads values by name. */
export function fromFields(given: FirestoreFields = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, fromValue(value)]));
}

/** Reads one value, with numbers by the rule of tradewind. A time and a reference are text. */
export function fromValue(value: FirestoreValue): unknown {
  if ('stringValue' in value) return value.stringValue;
  if ('booleanValue' in value) return value.booleanValue;
  if ('integerValue' in value) return fromDecimal(value.integerValue);
  if ('doubleValue' in value) return fromNumber(Number(value.doubleValue));
  if ('timestampValue' in value) return value.timestampValue;
  if ('bytesValue' in value) return fromBase64(value.bytesValue);
  if ('referenceValue' in value) return value.referenceValue;
  if ('geoPointValue' in value) return { latitude: 0, longitude: 0, ...value.geoPointValue };
  if ('arrayValue' in value) return (value.arrayValue.values ?? []).map(fromValue);
  return 'mapValue' in value ? fromMap(value.mapValue.fields) : null;
}

function fromMap(given: FirestoreFields = {}): unknown {
  const [[tag, inner] = []] = Object.entries(given);
  if (!isTagged(given) || inner === undefined) return fromFields(given);
  if (tag === INNER_LIST) return 'mapValue' in inner ? fromFields(inner.mapValue.fields) : fromValue(inner);
  if (tag === NUMBER && 'stringValue' in inner) return fromDecimal(inner.stringValue);
  if (tag === SET && 'arrayValue' in inner) return new Set((inner.arrayValue.values ?? []).map(fromValue));
  return fromFields(given);
}

function isTagged(given: FirestoreFields): boolean {
  const [name, second] = Object.keys(given);
  return name !== undefined && second === undefined && TAGS.includes(name);
}
