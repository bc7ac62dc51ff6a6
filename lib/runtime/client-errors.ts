/** An item of that key exists already. */
export class ConflictError extends Error {
  /** Tells it apart where classes do not: bundles can have one each. */
  override readonly name = 'ConflictError';
}

/** Messages that a queue did not accept. The others were sent. */
export class SendError extends Error {
  /** Tells it apart where classes do not: bundles can have one each. */
  override readonly name = 'SendError';

  /** `failed` are the positions of the messages in the call, and why. */
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

/** An invoked function failed. Its log has the error. */
export class InvokeError extends Error {
  /** Tells it apart where classes do not: bundles can have one each. */
  override readonly name = 'InvokeError';
}
