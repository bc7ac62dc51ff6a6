import { parse } from 'protobufjs';

/**
 * Schema as published by Google: google/events/cloud/firestore/v1/data.proto, with the parts of
 * google/firestore/v1/document.proto that it uses.
 */
const PROTO = `
syntax = "proto3";
message DocumentEventData { Document value = 1; Document old_value = 2; DocumentMask update_mask = 3; }
message DocumentMask { repeated string field_paths = 1; }
message Document { string name = 1; map<string, Value> fields = 2; Timestamp create_time = 3; Timestamp update_time = 4; }
message Value {
  oneof value_type {
    NullValue null_value = 11; bool boolean_value = 1; int64 integer_value = 2; double double_value = 3;
    Timestamp timestamp_value = 10; string string_value = 17; bytes bytes_value = 18; string reference_value = 5;
    LatLng geo_point_value = 8; ArrayValue array_value = 9; MapValue map_value = 6;
  }
}
enum NullValue { NULL_VALUE = 0; }
message LatLng { double latitude = 1; double longitude = 2; }
message ArrayValue { repeated Value values = 1; }
message MapValue { map<string, Value> fields = 1; }
message Timestamp { int64 seconds = 1; int32 nanos = 2; }
`;

const type = parse(PROTO).root.lookupType('DocumentEventData');

interface Document {
  readonly name: string;
  // biome-ignore lint/suspicious/noExplicitAny: values of Firestore's API
  readonly fields: Record<string, any>;
  readonly updateTime: string;
}

/** Encodes an event of Firestore for a change. */
export function encodeFirestoreEvent(
  before: Document | undefined,
  after: Document | undefined,
): Uint8Array<ArrayBuffer> {
  const data = { value: after && toMessage(after), oldValue: before && toMessage(before) };
  return new Uint8Array(type.encode(type.fromObject(data)).finish());
}

function toMessage({ name, fields, updateTime }: Document): object {
  return { name, fields: toFields(fields), updateTime: toTimestamp(updateTime) };
}

function toFields(fields: Document['fields'] = {}): object {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, toValue(value)]));
}

function toValue(value: Document['fields'][string]): object {
  if ('nullValue' in value) return { nullValue: 0 };
  if ('timestampValue' in value) return { timestampValue: toTimestamp(value.timestampValue) };
  if ('arrayValue' in value) return { arrayValue: { values: (value.arrayValue.values ?? []).map(toValue) } };
  if ('mapValue' in value) return { mapValue: { fields: toFields(value.mapValue.fields) } };
  return value;
}

function toTimestamp(time: string): object {
  const at = Date.parse(time);
  return { seconds: Math.floor(at / 1000), nanos: (at % 1000) * 1e6 };
}
