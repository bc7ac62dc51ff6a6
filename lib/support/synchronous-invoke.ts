import type { Support } from './types';

/** Rows of `PlainFunction` on providers where a caller waits for each invocation, so that nothing retries it. */
export const synchronousInvoke = {
  retries: {
    unsupported: 'every invocation is a request whose caller waits for the response',
    nearest: 'retry in the caller, or use a QueueWorker',
  },
  maxAge: {
    unsupported: 'every invocation is a request whose caller waits for the response',
    nearest: 'omit it, or use a QueueWorker',
  },
} as const satisfies Record<string, Support>;
