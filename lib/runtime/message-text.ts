import { parseJson, stringifyJson } from './json-text.js';

/** Matches an object, a list or a text in quotes, which are always parsed. */
const JSON_TEXT = /^\s*[{["]/;
/**
 * Matches a number, `true`, `false` or `null` written by a queue client: a space distinguishes it from the same text.
 */
const JSON_SCALAR = /^ (?:-?\d|true$|false$|null$)/;

/** Matches characters that SQS replaces, and lone surrogates, which UTF-8 cannot encode. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: matches control characters
const UNSAFE_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;
const NONCHARACTERS = /[\ufffe\uffff]/g;

/**
 * Writes the body of a message as text, from which `decodeMessage` restores the same body. Text is sent as it is,
 * unless it would be read as JSON, or has characters that a queue replaces: then in quotes. A number, a boolean and
 * `null` begin with a space, which JSON allows.
 * @throws TypeError for values that JSON cannot express
 */
export function encodeMessage(body: unknown): string {
  if (body === undefined)
    throw new TypeError('[tradewind:VALUE] A message needs a body. Fix: send null, or an object.');
  const json = stringifyJson(body).replace(NONCHARACTERS, (found) => `\\u${found.charCodeAt(0).toString(16)}`);
  if (typeof body === 'string') return decodeMessage(body) === body && !UNSAFE_TEXT.test(body) ? body : json;
  return JSON_TEXT.test(json) ? json : ` ${json}`;
}

/**
 * Reads the body of a message: parsed if it is a JSON object, a JSON list or a text in quotes; else the text that was
 * sent. A number or `true` that another program sends as text stays text, as parsing could change it.
 */
export function decodeMessage(text: string): unknown {
  if (!JSON_TEXT.test(text) && !JSON_SCALAR.test(text)) return text;
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
