import type { Handler } from './types.js';

/** Methods of a portable handler. */
export type TriggerMethod = keyof Handler;

/** Handler that has the method of its trigger. */
export type HandlerOf<Method extends TriggerMethod> = Handler & Required<Pick<Handler, Method>>;

/** Function in the provider's own format. */
// biome-ignore lint/suspicious/noExplicitAny: a provider's own handler takes what that provider gives
export type NativeHandler = (...args: any[]) => any;

/** Export of an entry: one of the two. */
export type Resolved<Method extends TriggerMethod> =
  | { readonly portable: HandlerOf<Method>; readonly native?: undefined }
  | { readonly native: NativeHandler; readonly portable?: undefined };

/**
 * Distinguishes a portable handler, class instances included, from the provider's own function. For events that only
 * the platform delivers; functions that anyone can call go through `guarded`.
 * @throws TypeError that states what the entry must export
 */
export function resolveHandler<Method extends TriggerMethod>(exported: unknown, method: Method): Resolved<Method> {
  // Reads the method rather than testing with `in`: routers that are proxies have it without owning it.
  const portable = exported as HandlerOf<Method> | null | undefined;
  if (typeof portable?.[method] === 'function') return { portable };
  if (typeof exported === 'function') return { native: exported as NativeHandler };
  const found = typeof exported === 'object' && exported ? `{ ${Object.keys(exported)} }` : String(exported);
  throw new TypeError(
    `[tradewind:HANDLER] The entry exports ${found}. ` +
      `Fix: export default { ${method}(...) {} }, or the provider's own function as "handler".`,
  );
}

/** Recognizes an entry that exports a function of the provider's own kind. */
export function isNative(exported: unknown, method: TriggerMethod): boolean {
  return typeof exported === 'function' && typeof (exported as Partial<Handler>)[method] !== 'function';
}

/**
 * Returns the portable handler of a worker that processes each message once.
 * @throws TypeError for a native handler, whose messages cannot be distinguished
 */
export function portableWorker(exported: unknown): HandlerOf<'queue'> {
  const { portable } = resolveHandler(exported, 'queue');
  if (portable !== undefined) return portable;
  throw new TypeError(
    '[tradewind:HANDLER] idempotency is for portable handlers: the messages of a native one are not distinguished. ' +
      'Fix: export default { queue(batch, env, ctx) {...} }, or leave the prop out.',
  );
}
