import type { Claims } from '../../runtime/types.js';
import type { HttpEvent } from './http-event.js';

/**
 * Reads the claims that a JWT authorizer has verified. The authorizer passes each claim as text, and the token restores
 * its type. A claim with another value in the token stays the verified text: nothing else in the header is trusted.
 * @see https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-jwt-authorizer.html
 */
export function claimsOf({ requestContext, headers }: HttpEvent): Claims | undefined {
  const verified = requestContext.authorizer?.jwt?.claims;
  if (!verified) return undefined;
  const token = payloadOf(headers.authorization);
  const typed = Object.entries(verified).map(([name, text]) => [name, reads(token[name], text) ? token[name] : text]);
  return Object.fromEntries(typed);
}

function payloadOf(authorization = ''): Claims {
  try {
    return Object(JSON.parse(Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString()));
  } catch {
    return {};
  }
}

function reads(value: unknown, text: string): boolean {
  // Large numbers have more than one notation.
  return typeof value === 'number' ? Number(text) === value : written(value) === text;
}

/** Formats a claim as the gateway does: `[a b]`, `map[name:value]`. */
export function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(' ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([name, each]) => `${name}:${written(each)}`).join(' ')}]`;
}
