import type { Claims } from '../../runtime/types.js';
import type { HttpEvent } from './http-event.js';

/**
 * What a JWT authorizer has verified. It hands each claim on as text; the token gives back its type. A claim that the token
 * says otherwise stays the text that was verified: the header is believed in nothing else.
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
  // Large numbers are written in more than one way.
  return typeof value === 'number' ? Number(text) === value : written(value) === text;
}

/** As the gateway writes a claim: `[a b]`, `map[name:value]`. */
export function written(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(written).join(' ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([name, each]) => `${name}:${written(each)}`).join(' ')}]`;
}
