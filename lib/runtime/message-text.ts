import { parseJson, stringifyJson } from './json-text.js';

/** An object, a list or a text in quotes, which are never taken for anything else. */
const JSON_TEXT = /^\s*[{["]/;
/** A number, `true`, `false` or `null` that the client of a queue has written: a space tells it from the same text. */
const JSON_SCALAR = /^ (?:-?\d|true$|false$|null$)/;

/** Characters that SQS replaces, and halves of a pair, which UTF-8 has no bytes for. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const UNSAFE_TEXT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/u;
const NONCHARACTERS = /[\ufffe\uffff]/g;

/**
 * The body of a message as text, from which `decodeMessage` makes the same body again. Text is sent as it is, unless it would
 * be read as JSON, or has characters that a queue replaces: then in quotes. A number, a boolean and `null` begin with a space, which JSON allows.
 * @throws TypeError for what JSON cannot say
 */
export function encodeMessage(body: unknown): string {
  if (body === undefined) throw new TypeError('[tradewind:VALUE] A message has a body. Fix: send null, or an object.');
  const json = stringifyJson(body).replace(NONCHARACTERS, (found) => `\\u${found.charCodeAt(0).toString(16)}`);
  if (typeof body === 'string') return decodeMessage(body) === body && !UNSAFE_TEXT.test(body) ? body : json;
  return JSON_TEXT.test(json) ? json : ` ${json}`;
}

/**
 * The body of a message: parsed if it is JSON of an object, a list or a text in quotes; else the text that was sent. A number
 * or `true` that another program sends as text stays text, as parsing could change it.
 */
export function decodeMessage(text: string): unknown {
  if (!JSON_TEXT.test(text) && !JSON_SCALAR.test(text)) return text;
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
