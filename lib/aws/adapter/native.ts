import type { LambdaHandler } from './lambda.js';

/** Returns the export of an entry as it is, for functions that handle Lambda's own events, such as authorizers. */
export function native(exported: unknown): LambdaHandler<unknown, unknown> {
  if (typeof exported === 'function') return exported as LambdaHandler<unknown, unknown>;
  throw new Error(
    '[tradewind:HANDLER] The entry has to export a function, such as `export async function handler(event) {}`.',
  );
}
