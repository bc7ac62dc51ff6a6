/** Thrown when an item with the same key already exists. */
export class ConflictError extends Error {
  /** Identifies the error where `instanceof` fails: each bundle can have its own class. */
  override readonly name = 'ConflictError';
}

/** Thrown for messages that a queue did not accept. The others were sent. */
export class SendError extends Error {
  /** Identifies the error where `instanceof` fails: each bundle can have its own class. */
  override readonly name = 'SendError';

  /** `failed` holds the position of each rejected message in the call, and the reason. */
  constructor(
    readonly failed: readonly { readonly index: number; readonly reason: string }[],
    options?: ErrorOptions,
  ) {
    super(
      `${failed.length} messages were not accepted: ${failed.map(({ index, reason }) => `${index} (${reason})`).join(', ')}`,
      options,
    );
  }
}

/** Thrown when an invoked function failed. Its log has the error. */
export class InvokeError extends Error {
  /** Identifies the error where `instanceof` fails: each bundle can have its own class. */
  override readonly name = 'InvokeError';
}
