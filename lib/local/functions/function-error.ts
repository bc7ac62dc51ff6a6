import type { SentError } from '../adapter/protocol';

/** The way in which an invocation failed. `throttled` is one that was not begun. */
export type FailureKind = 'error' | 'timeout' | 'memory' | 'crash' | 'throttled' | 'build';

/** An invocation of a function has failed. */
export class FunctionError extends Error {
  override readonly name = 'FunctionError';

  constructor(
    readonly kind: FailureKind,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }

  /** The handler threw an error. */
  static ofHandler({ name, message, stack }: SentError): FunctionError {
    const error = new FunctionError('error', `${name}: ${message}`);
    if (stack !== undefined) error.stack = stack;
    return error;
  }

  /** The thread of the function ended with an error. */
  static ofCrash(error: NodeJS.ErrnoException): FunctionError {
    if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
      return new FunctionError('memory', 'the function needs more memory than it is declared with', { cause: error });
    return new FunctionError('crash', `the function crashed: ${String(error?.message ?? error)}`, { cause: error });
  }
}
