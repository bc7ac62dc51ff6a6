import type { LambdaHandler } from './lambda.js';

/** For functions that speak Lambda's own events, such as authorizers: what the entry exports is used as it is. */
export function native(exported: unknown): LambdaHandler<unknown, unknown> {
  if (typeof exported === 'function') return exported as LambdaHandler<unknown, unknown>;
  throw new Error(
    '[tradewind:HANDLER] The entry has to export a function, such as `export async function handler(event) {}`.',
  );
}
