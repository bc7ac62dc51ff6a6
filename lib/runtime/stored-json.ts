import { fromDecimal, fromNumber, isDecimal } from './numbers.js';
import type { Change } from './types.js';
import { type Plain, type PlainItem, toPlainItem } from './values.js';

/**
 * Marks values that JSON cannot express: each is an object with one such member. A user's object that looks like one is
 * put below `~map`.
 */
const TAGS = ['~number', '~bytes', '~set', '~map'];

type Json = null | boolean | string | number | readonly Json[] | { readonly [name: string]: Json };

/**
 * Converts an item to plain JSON, for databases whose numbers are those of JavaScript, or that keep text. Larger
 * numbers, bytes and sets become objects with one member: `{"~number": "12345678901234567890"}`, `{"~bytes":
 * "<base64>"}`, `{"~set": [...]}`.
 * @throws TypeError for values that no provider stores
 */
export function toStoredItem(item: unknown): Record<string, unknown> {
  return members(toPlainItem(item));
}

/** Reads the output of `toStoredItem`. */
export function fromStoredItem(stored: unknown): Record<string, unknown> {
  return named(stored as object);
}

/**
 * Converts a change to plain JSON, its items as by `toStoredItem`: the record kept of a change after its last attempt.
 */
export function toStoredChange(change: Change): Record<string, unknown> {
  const { key, old, new: now } = change;
  return {
    ...change,
    key: toStoredItem(key),
    ...(now !== undefined && { new: toStoredItem(now) }),
    ...(old !== undefined && { old: toStoredItem(old) }),
  };
}

function toStored(value: Plain): Json {
  if (typeof value === 'bigint' || isDecimal(value)) return { '~number': String(value) };
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Uint8Array) return { '~bytes': toBase64(value) };
  if (value instanceof Set) return { '~set': [...value].map(toStored) };
  if (Array.isArray(value)) return value.map(toStored);
  const object = members(value as PlainItem);
  return isTagged(object) ? { '~map': object } : object;
}

function members(item: PlainItem): { readonly [name: string]: Json } {
  return Object.fromEntries(Object.entries(item).map(([name, value]) => [name, toStored(value)]));
}

function fromStored(value: unknown): unknown {
  if (typeof value === 'number') return fromNumber(value);
  if (typeof value !== 'object' || value === null || isDecimal(value)) return value;
  if (Array.isArray(value)) return value.map(fromStored);
  if (!isTagged(value)) return named(value);
  const [[tag, content] = []] = Object.entries(value);
  if (tag === '~number') return fromDecimal(String(content));
  if (tag === '~bytes') return fromBase64(String(content));
  return tag === '~set' ? new Set((content as unknown[]).map(fromStored)) : named(content as object);
}

function named(object: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, fromStored(value)]));
}

function isTagged(object: object): boolean {
  const [name, second] = Object.keys(object);
  return name !== undefined && second === undefined && TAGS.includes(name);
}

/** Encodes bytes as base64 text. */
export function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += String.fromCharCode(byte);
  return btoa(text);
}

/** Decodes base64 text. */
export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}
