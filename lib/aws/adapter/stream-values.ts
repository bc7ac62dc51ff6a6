import { fromDecimal } from '../../runtime/numbers.js';
import { fromBase64 } from '../../runtime/stored-json.js';

/**
 * An attribute of a stream's event: its value nested below the letter of its type, numbers as text, bytes as base64.
 */
export type StreamValue = Readonly<Record<string, unknown>>;

/** An item of a stream's event. */
export type StreamItem = Readonly<Record<string, StreamValue>>;

/**
 * Converts an item of a stream's event to the result of `get` for the same item.
 * @throws TypeError when it is not an item of DynamoDB
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_AttributeValue.html
 */
export function fromStreamItem(item: StreamItem): Record<string, unknown> {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, fromStreamValue(value)]));
}

const READERS: Readonly<Record<string, (value: never) => unknown>> = {
  S: (text: string) => text,
  N: fromDecimal,
  B: fromBase64,
  BOOL: (value: boolean) => value,
  NULL: () => null,
  L: (list: readonly StreamValue[]) => list.map(fromStreamValue),
  M: fromStreamItem,
  SS: (texts: readonly string[]) => new Set(texts),
  NS: (numbers: readonly string[]) => new Set(numbers.map(fromDecimal)),
  BS: (bytes: readonly string[]) => new Set(bytes.map(fromBase64)),
};

function fromStreamValue(value: StreamValue): unknown {
  const [[type, content] = []] = Object.entries(value);
  const read = type === undefined ? undefined : READERS[type];
  if (read === undefined) throw new TypeError(`DynamoDB has no type ${type}`);
  return read(content as never);
}
