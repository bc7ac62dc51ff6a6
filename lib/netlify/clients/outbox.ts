import { getStore, type Store } from '@netlify/blobs';
import { isSafeJson, parseJson, stringifyJson } from '../../runtime/json-text.js';

/** A message as it lies in the store. */
export interface KeptMessage {
  readonly id: string;
  /** Value that was sent; absent where it is in `text`. */
  readonly body?: unknown;
  /** Value that was sent, as JSON with numbers that the JSON functions of JavaScript would change. */
  readonly text?: string;
  /** How often it was delivered. */
  readonly attempts: number;
  /** Run that works on it, or has worked on it last. */
  readonly owner?: string;
  /** From when on it may be taken, in milliseconds since 1970: it was delayed, or its owner works on it until then. */
  readonly due: number;
  /** When it was sent, RFC 3339. */
  readonly sent: string;
}

/** The content of a message as it is kept. @throws TypeError for what JSON cannot say */
export function keep(body: unknown): Pick<KeptMessage, 'body' | 'text'> {
  const text = stringifyJson(body);
  return isSafeJson(text) ? { body: JSON.parse(text) } : { text };
}

/** The content of a message as it was sent. */
export function bodyOf({ body, text }: Pick<KeptMessage, 'body' | 'text'>): unknown {
  return text === undefined ? body : parseJson(text);
}

/** Below this lie the messages that are to be worked on. */
export const WAITING = 'waiting/';
/**
 * The key of a message that is first due at a time, in milliseconds since 1970. Listings go by key, so that what is due first
 * is found first, and what is not due yet is not read.
 */
export function waitingKey(due: number, id: string): string {
  return `${WAITING}${due}-${id}`;
}

/** Whether a message may be due, by its key: one that was taken before may be due later. */
export function mayBeDue(key: string): boolean {
  return Number.parseInt(key.slice(WAITING.length), 10) <= Date.now();
}

/** Below this lie the messages that were given up. */
export const DEAD = 'dead/';

/** What Netlify tells each invocation about its deploy. @see https://docs.netlify.com/build/functions/api/ */
interface Told {
  readonly Netlify?: { readonly context?: { readonly deploy?: { readonly context?: string } } | null };
}

/**
 * The store of a queue, of which all reads see what was written before. A store is the site's: previews and branches have
 * one of their own, so that nobody else works on their messages.
 */
export function outboxStore(name: string): Store {
  const context = (globalThis as Told).Netlify?.context?.deploy?.context || 'production';
  const own = context === 'production' || context === 'dev' ? name : `${name}-${context}`;
  return getStore({ name: own.replace(/[^\w-]/g, '-').slice(0, 64), consistency: 'strong' });
}
