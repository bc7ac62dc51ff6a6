import type { Attribute, Block, NestedBlock } from '../schema/types';
import { tools } from './tools';

/** Value on the wire. */
export interface DynamicValue {
  readonly msgpack?: Uint8Array;
  readonly json?: Uint8Array;
}

/** Object of the configuration or of the state. Attributes that are not set are null. */
export type Values = Record<string, unknown>;

/** Decodes the values of an object; undefined if there is none. */
export function decode(value: DynamicValue | null | undefined): Values | undefined {
  if (!value?.msgpack?.length) return undefined;
  return (tools().messagePack.decode(value.msgpack) as Values | null) ?? undefined;
}

export function encode(values: Values | undefined): DynamicValue {
  return { msgpack: tools().messagePack.encode(values ?? null) };
}

let placeholder: object | undefined;

/** Represents a value that is known only after apply. */
export function unknown(): object {
  placeholder ??= new (tools().messagePack.ExtData)(0, new Uint8Array([0]));
  return placeholder;
}

/** Reports if a value is unknown. Refined unknown values are of another extension type, and mean the same here. */
export function isUnknown(value: unknown): boolean {
  return value instanceof tools().messagePack.ExtData;
}

/** Converts a schema to the form of the protocol. */
export function schemaMessage(block: Block): object {
  return { version: 0, block: blockMessage(block) };
}

function blockMessage({ attributes, blocks }: Block): object {
  return { attributes: attributes.map(attributeMessage), block_types: blocks.map(nestedMessage) };
}

function attributeMessage({ name, type, presence }: Attribute): object {
  return {
    name,
    type: Buffer.from(JSON.stringify(type)),
    required: presence === 'required',
    optional: presence === 'optional',
    computed: presence !== 'required',
  };
}

function nestedMessage({ name, nesting, required, many, block }: NestedBlock): object {
  const counted = nesting !== 'MAP';
  const single = nesting === 'SINGLE' ? required : !many;
  return {
    type_name: name,
    nesting,
    min_items: counted && required ? 1 : 0,
    max_items: counted && single ? 1 : 0,
    block: blockMessage(block),
  };
}
