import { fromDecimal, isDecimal } from './numbers.js';
import { type Plain, toPlain } from './values.js';

/**
 * Matches numbers with so many digits, or an exponent, that a `number` may not hold them. Matches within text as well,
 * which only costs time.
 */
const MAYBE_LARGE = /\d[\d.]{15}|\d[eE]/;
const TOKEN = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*/g;

/**
 * Parses JSON without losing a digit: a whole number beyond `Number.MAX_SAFE_INTEGER` is a `bigint`, a decimal that a
 * `number` cannot hold a `Decimal`. All else is as with `JSON.parse`.
 * @throws SyntaxError when the text is not JSON
 */
export function parseJson(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  if (!MAYBE_LARGE.test(text)) return parsed;
  // Marks each text with an s; each number that JSON.parse would change becomes text marked with an n.
  const marked = text.replace(TOKEN, (token) => {
    if (token.startsWith('"')) return `"s${token.slice(1)}`;
    return typeof fromDecimal(token) === 'number' ? token : `"n${token}"`;
  });
  return JSON.parse(marked, unmark);
}

/** Tests if `JSON.parse` reads the text as `parseJson` does. */
export function isSafeJson(text: string): boolean {
  if (!MAYBE_LARGE.test(text)) return true;
  const numbers = text.match(TOKEN)?.filter((token) => !token.startsWith('"')) ?? [];
  return numbers.every((number) => typeof fromDecimal(number) === 'number');
}

function unmark(_name: string, value: unknown): unknown {
  if (typeof value === 'string') return value.startsWith('s') ? value.slice(1) : fromDecimal(value.slice(1));
  if (typeof value !== 'object' || value === null || Array.isArray(value) || isDecimal(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name.slice(1), each]));
}

/**
 * Writes JSON that `parseJson` reads back as the same value: a `bigint` and a `Decimal` are numbers with all of their
 * digits.
 * @throws TypeError for values that JSON cannot express: bytes, a set, NaN, an infinity, a function. Names the place in
 * the value.
 */
export function stringifyJson(value: unknown): string {
  return write(toPlain(value), 'the value');
}

function write(value: Plain, path: string): string {
  if (typeof value === 'bigint' || isDecimal(value)) return String(value).replace(/^\+|^(-?)0+(?=\d)/, '$1');
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((each, index) => write(each, `${path}[${index}]`)).join()}]`;
  if (value instanceof Uint8Array || value instanceof Set)
    throw new TypeError(
      `[tradewind:VALUE] ${path} is ${value instanceof Set ? 'a set' : 'bytes'}, which JSON lacks. ` +
        `Fix: send ${value instanceof Set ? 'a list' : 'base64 text, or the key of an object'}.`,
    );
  const members = Object.entries(value as Record<string, Plain>);
  return `{${members.map(([name, each]) => `${JSON.stringify(name)}:${write(each, `${path}.${name}`)}`).join()}}`;
}
