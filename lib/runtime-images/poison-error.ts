/** Reason why an image can never be processed. */
export type PoisonCode =
  | 'BAD_EVENT'
  | 'BAD_KEY'
  | 'CORRUPT'
  | 'EMPTY'
  | 'KILLED'
  | 'LOOP'
  | 'NOT_AN_IMAGE'
  | 'TOO_LARGE'
  | 'TOO_MANY_PIXELS'
  | 'TOO_MUCH_MEMORY'
  | 'UNSUPPORTED_FORMAT';

/** Thrown for input that fails at every attempt. Any other error may be temporary. */
export class PoisonError extends Error {
  constructor(
    readonly code: PoisonCode,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'PoisonError';
  }
}
