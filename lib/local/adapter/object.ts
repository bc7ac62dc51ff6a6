import { createEnv, type Setup } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import { localContext } from './context.js';
import { callNative } from './native.js';
import { answerInvocations, type Work } from './thread.js';

/** Turns the export of an entry into a thread that handles the objects of a bucket, one by one. */
export function object(exported: unknown, { bindings }: Setup = {}): Work {
  const { portable, native } = resolveHandler(exported, 'object');
  const env = createEnv(process.env, bindings);
  const work: Work = native ? (invocation) => callNative(native, invocation) : portableWork(portable, env);
  answerInvocations(native !== undefined, work);
  return work;
}

function portableWork(handler: HandlerOf<'object'>, env: object): Work {
  return async (invocation) => {
    const ctx = localContext(invocation);
    if (invocation.event.kind !== 'object') throw new TypeError('The event is no object of a bucket');
    try {
      await handler.object(invocation.event.event, env, ctx);
    } catch (error) {
      ctx.log.error('The object could not be handled', error);
      throw error;
    }
    return { settled: ctx.settled() };
  };
}
