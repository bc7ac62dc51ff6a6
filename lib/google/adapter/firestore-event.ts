import { type IMapField, type INamespace, Root, type Type } from 'protobufjs/light';
import type { FirestoreFields, FirestoreValue } from '../clients/firestore-values.js';

const value = (type: string, id: number) => ({ type, id });
const map = (type: string, id: number): IMapField => ({ keyType: 'string', type, id });

/**
 * The parts of an event that are read, as protocol buffer messages.
 * @see https://github.com/googleapis/google-cloudevents/blob/main/proto/google/events/cloud/firestore/v1/data.proto
 */
const SCHEMA: INamespace = {
  nested: {
    DocumentEventData: { fields: { value: value('Document', 1), oldValue: value('Document', 2) } },
    Document: {
      fields: {
        name: value('string', 1),
        fields: map('Value', 2),
        updateTime: value('Timestamp', 4),
      },
    },
    Value: {
      oneofs: {
        kind: {
          oneof: [
            'booleanValue',
            'integerValue',
            'doubleValue',
            'referenceValue',
            'mapValue',
            'arrayValue',
            'timestampValue',
            'nullValue',
            'stringValue',
            'bytesValue',
            'geoPointValue',
          ],
        },
      },
      fields: {
        booleanValue: value('bool', 1),
        integerValue: value('int64', 2),
        doubleValue: value('double', 3),
        referenceValue: value('string', 5),
        mapValue: value('MapValue', 6),
        arrayValue: value('ArrayValue', 9),
        timestampValue: value('Timestamp', 10),
        nullValue: value('int32', 11),
        stringValue: value('string', 17),
        bytesValue: value('bytes', 18),
        geoPointValue: value('LatLng', 8),
      },
    },
    LatLng: { fields: { latitude: value('double', 1), longitude: value('double', 2) } },
    ArrayValue: { fields: { values: { rule: 'repeated', ...value('Value', 1) } } },
    MapValue: { fields: { fields: map('Value', 1) } },
    Timestamp: { fields: { seconds: value('int64', 1), nanos: value('int32', 2) } },
  },
};

/** A document before or after a change. */
export interface EventDocument {
  /** `projects/shop/databases/orders/documents/partitions/…`. */
  readonly name: string;
  readonly fields: FirestoreFields;
}

/** A write of a document, with the old document if there was one. */
export interface FirestoreEvent {
  readonly value?: EventDocument;
  readonly oldValue?: EventDocument;
}

let type: Type | undefined;

/** Decodes the data of an event, which Firestore sends as a protocol buffer. @throws Error when it is not valid */
export function decodeFirestoreEvent(data: Uint8Array): FirestoreEvent {
  type ??= Root.fromJSON(SCHEMA).lookupType('DocumentEventData');
  const decoded = type.toObject(type.decode(data), { longs: String, bytes: String, oneofs: true }) as RawEvent;
  return { value: toDocument(decoded.value), oldValue: toDocument(decoded.oldValue) };
}

interface RawEvent {
  readonly value?: RawDocument;
  readonly oldValue?: RawDocument;
}

interface RawDocument {
  readonly name: string;
  readonly fields?: Readonly<Record<string, RawValue>>;
}

/** A value with the name of its kind, whose members differ from the API's JSON only for times and null. */
type RawValue = Readonly<Record<string, unknown>> & { readonly kind?: string };

function toDocument(document: RawDocument | undefined): EventDocument | undefined {
  return document && { name: document.name, fields: toFields(document.fields) };
}

function toFields(fields: Readonly<Record<string, RawValue>> = {}): FirestoreFields {
  return Object.fromEntries(Object.entries(fields).map(([name, each]) => [name, toValue(each)]));
}

function toValue(raw: RawValue): FirestoreValue {
  switch (raw.kind) {
    case 'mapValue':
      return { mapValue: { fields: toFields((raw.mapValue as RawDocument).fields) } };
    case 'arrayValue':
      return { arrayValue: { values: ((raw.arrayValue as { values?: RawValue[] }).values ?? []).map(toValue) } };
    case 'timestampValue':
      return { timestampValue: toTime(raw.timestampValue as RawTime) };
    case 'booleanValue':
    case 'integerValue':
    case 'doubleValue':
    case 'stringValue':
    case 'bytesValue':
    case 'geoPointValue':
    case 'referenceValue':
      return { [raw.kind]: raw[raw.kind] } as FirestoreValue;
    default:
      return { nullValue: null };
  }
}

interface RawTime {
  readonly seconds?: string;
  readonly nanos?: number;
}

/** Formats a time as the API does: with 0, 3, 6 or 9 digits of a second. */
function toTime({ seconds = '0', nanos = 0 }: RawTime): string {
  const whole = new Date(Number(seconds) * 1000).toISOString().slice(0, 19);
  const fraction = String(nanos)
    .padStart(9, '0')
    .replace(/(000){1,3}$/, '');
  return `${whole}${fraction && `.${fraction}`}Z`;
}
