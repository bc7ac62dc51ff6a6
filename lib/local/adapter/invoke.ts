import { createEnv, type Setup } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import { localContext } from './context.js';
import { callNative } from './native.js';
import { answerInvocations, type Work } from './thread.js';

/** Turns the export of an entry into the thread of a `PlainFunction`. Payload and answer pass through JSON. */
export function invoke(exported: unknown, { bindings }: Setup = {}): Work {
  const { portable, native } = resolveHandler(exported, 'invoke');
  const env = createEnv(process.env, bindings);
  const work: Work = native ? (invocation) => callNative(native, invocation) : portableWork(portable, env);
  answerInvocations(native !== undefined, work);
  return work;
}

function portableWork(handler: HandlerOf<'invoke'>, env: object): Work {
  return async (invocation) => {
    const ctx = localContext(invocation);
    if (invocation.event.kind !== 'invoke') throw new TypeError('The event is no invocation');
    const { payload } = invocation.event;
    try {
      const answer: unknown = await handler.invoke(payload === undefined ? undefined : JSON.parse(payload), env, ctx);
      return { result: JSON.stringify(answer), settled: ctx.settled() };
    } catch (error) {
      ctx.log.error('The invocation failed', error);
      throw error;
    }
  };
}
