import { createHash } from 'node:crypto';

/** SHA-256 of a text or of bytes, in hexadecimal. */
export function sha256(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}

/** SHA-256 of a value in hexadecimal. Objects are equal in any order of their members. */
export function digest(value: unknown): string {
  return sha256(JSON.stringify(value, sorted));
}

function sorted(_key: string, value: unknown): unknown {
  if (value instanceof RegExp) return String(value);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
