import { getStore, type Store } from '@netlify/blobs';
import { isSafeJson, parseJson, stringifyJson } from '../../runtime/json-text.js';

/** Stored form of a message. */
export interface KeptMessage {
  readonly id: string;
  /** Value that was sent; absent if it is in `text`. */
  readonly body?: unknown;
  /** Value that was sent, as JSON with numbers that the JSON functions of JavaScript would change. */
  readonly text?: string;
  /** Number of deliveries. */
  readonly attempts: number;
  /** Run that processes it, or that processed it last. */
  readonly owner?: string;
  /**
   * Earliest time of the next delivery, in milliseconds since 1970: it was delayed, or its owner has leased it until then.
   */
  readonly due: number;
  /** Time at which it was sent, RFC 3339. */
  readonly sent: string;
}

/** Returns the content of a message in the form that is kept. @throws TypeError for values that JSON cannot express */
export function keep(body: unknown): Pick<KeptMessage, 'body' | 'text'> {
  const text = stringifyJson(body);
  return isSafeJson(text) ? { body: JSON.parse(text) } : { text };
}

/** Returns the content of a message as it was sent. */
export function bodyOf({ body, text }: Pick<KeptMessage, 'body' | 'text'>): unknown {
  return text === undefined ? body : parseJson(text);
}

/** Prefix of pending messages. */
export const WAITING = 'waiting/';
/**
 * Returns the key of a message first due at a time, in milliseconds since 1970. Listings are in key order, so that
 * messages due first are found first, and messages not yet due are not read.
 */
export function waitingKey(due: number, id: string): string {
  return `${WAITING}${due}-${id}`;
}

/** Reports if a message may be due, by its key: one that was delivered before may be due later. */
export function mayBeDue(key: string): boolean {
  return Number.parseInt(key.slice(WAITING.length), 10) <= Date.now();
}

/** Prefix of messages that were given up. */
export const DEAD = 'dead/';

/** Deploy data that Netlify passes to each invocation. @see https://docs.netlify.com/build/functions/api/ */
interface Told {
  readonly Netlify?: { readonly context?: { readonly deploy?: { readonly context?: string } } | null };
}

/**
 * Opens the store of a queue; all reads see earlier writes. A store belongs to the site: previews and branches have
 * their own, so that they do not process each other's messages.
 */
export function outboxStore(name: string): Store {
  const context = (globalThis as Told).Netlify?.context?.deploy?.context || 'production';
  const own = context === 'production' || context === 'dev' ? name : `${name}-${context}`;
  return getStore({ name: own.replace(/[^\w-]/g, '-').slice(0, 64), consistency: 'strong' });
}
