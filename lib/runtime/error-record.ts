/** Error as it is logged. */
export interface ErrorRecord {
  readonly name?: string;
  readonly message: string;
  readonly stack?: string;
  readonly code?: unknown;
  readonly cause?: ErrorRecord;
  /** Errors of an `AggregateError`. */
  readonly errors?: readonly ErrorRecord[];
}

// Causes can form a cycle.
const MAX_DEPTH = 8;

/** Number of characters of a text that are logged from its start, and from its end. A stack ends with its frames. */
const LOGGED = 8192;

/**
 * Cuts the middle out of a long text: a message may repeat what a caller has sent, and providers drop lines that are
 * too long.
 */
function shortened(text: string): string {
  return text.length > 2 * LOGGED ? `${text.slice(0, LOGGED)} … ${text.slice(-LOGGED)}` : text;
}

/** Describes any thrown value. Never throws itself, whatever the value's getters do. */
export function errorRecord(thrown: unknown, mapStack: (stack: string) => string, depth = 0): ErrorRecord {
  try {
    // By shape: an error of another realm is no instance of this realm's class.
    const { name, message, stack, code, cause, errors } = (thrown ?? {}) as Error & {
      code?: unknown;
      errors?: unknown;
    };
    if (typeof stack !== 'string')
      return { message: shortened(typeof thrown === 'object' ? JSON.stringify(thrown) : String(thrown)) };
    const inner = (value: unknown) => errorRecord(value, mapStack, depth + 1);
    return {
      name,
      message: shortened(`${message}`),
      stack: mapStack(shortened(stack)),
      code: typeof code === 'object' ? undefined : code,
      cause: cause !== undefined && depth < MAX_DEPTH ? inner(cause) : undefined,
      errors: Array.isArray(errors) && depth < MAX_DEPTH ? errors.map(inner) : undefined,
    };
  } catch {
    return { message: `unreadable ${typeof thrown}` };
  }
}
