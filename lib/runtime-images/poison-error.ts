/** Why an image can never be processed. */
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

/** Input that fails each time, however often it is tried. Any other error may pass. */
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
