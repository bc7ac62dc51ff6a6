import { createEnv, type Setup } from '../../runtime/env.js';
import { resolveHandler } from '../../runtime/handler.js';
import { lambdaContext } from './context.js';
import type { LambdaHandler } from './lambda.js';

/**
 * Turns the export of an entry into the handler of a `PlainFunction`: it receives the unchanged event of the
 * invocation. A function is used as it is.
 */
export function invoke(exported: unknown, setup?: Setup): LambdaHandler<unknown, unknown> {
  const { native, portable } = resolveHandler(exported, 'invoke');
  if (native) return native;
  const env = createEnv(process.env, setup?.bindings);
  return async (event, lambda) => {
    const ctx = lambdaContext(event, lambda);
    try {
      return await portable.invoke(event, env, ctx);
    } catch (error) {
      ctx.log.error('The invocation failed', error);
      // Lambda counts the invocation as failed, and retries an asynchronous one, only when the handler throws.
      throw error;
    } finally {
      await ctx.settled();
    }
  };
}
