/** A value as Firestore's API writes it. @see https://cloud.google.com/firestore/docs/reference/rest/v1/Value */
export type FirestoreValue =
  | { readonly nullValue: null }
  | { readonly booleanValue: boolean }
  | { readonly integerValue: string }
  | { readonly doubleValue: number | string }
  | { readonly stringValue: string }
  | { readonly timestampValue: string }
  | { readonly arrayValue: { readonly values?: readonly FirestoreValue[] } }
  | { readonly mapValue: { readonly fields?: FirestoreFields } };

/** Values by name. */
export type FirestoreFields = Readonly<Record<string, FirestoreValue>>;

/** Firestore holds no list within a list: such a one is a map of this one member. */
const INNER_LIST = '[]';

/** Writes what JSON can say. What is undefined is left out, as in JSON. */
export function toFields(item: Readonly<Record<string, unknown>>): FirestoreFields {
  const entries = Object.entries(item).filter(([, value]) => value !== undefined && typeof value !== 'function');
  return Object.fromEntries(entries.map(([name, value]) => [name, toValue(value)]));
}

/** One value. */
export function toValue(value: unknown): FirestoreValue {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { booleanValue: value };
  if (typeof value === 'number') return toNumber(value);
  if (Array.isArray(value)) return { arrayValue: { values: value.map(toElement) } };
  if (typeof value !== 'object' || value === null) return { nullValue: null };
  if ('toJSON' in value && typeof value.toJSON === 'function') return toValue(value.toJSON());
  const fields = toFields(value as Record<string, unknown>);
  return { mapValue: { fields: isInnerList(fields) ? { [INNER_LIST]: { mapValue: { fields } } } : fields } };
}

function toElement(value: unknown): FirestoreValue {
  const written = toValue(value);
  return 'arrayValue' in written ? { mapValue: { fields: { [INNER_LIST]: written } } } : written;
}

/** Numbers of JSON are doubles; whole ones are integers, in which others read them too. */
function toNumber(value: number): FirestoreValue {
  if (!Number.isFinite(value)) return { nullValue: null };
  return Number.isSafeInteger(value) ? { integerValue: String(value) } : { doubleValue: value };
}

/** Reads values by name. */
export function fromFields(fields: FirestoreFields = {}): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, fromValue(value)]));
}

/** One value. An integer that JavaScript cannot hold exactly stays text. */
export function fromValue(value: FirestoreValue): unknown {
  if ('stringValue' in value) return value.stringValue;
  if ('booleanValue' in value) return value.booleanValue;
  if ('integerValue' in value) {
    const number = Number(value.integerValue);
    return Number.isSafeInteger(number) ? number : value.integerValue;
  }
  if ('doubleValue' in value) return Number(value.doubleValue);
  if ('timestampValue' in value) return value.timestampValue;
  if ('arrayValue' in value) return (value.arrayValue.values ?? []).map(fromValue);
  return 'mapValue' in value ? fromMap(value.mapValue.fields) : null;
}

function fromMap(fields: FirestoreFields = {}): unknown {
  if (!isInnerList(fields)) return fromFields(fields);
  const inner = fields[INNER_LIST]!;
  // A map of the user's that looks like one is wrapped once more.
  return 'mapValue' in inner ? fromFields(inner.mapValue.fields) : fromValue(inner);
}

function isInnerList(fields: FirestoreFields): boolean {
  const names = Object.keys(fields);
  return names.length === 1 && names[0] === INNER_LIST;
}
