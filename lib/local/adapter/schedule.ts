import { createEnv, type Setup } from '../../runtime/env.js';
import { type HandlerOf, resolveHandler } from '../../runtime/handler.js';
import { localContext } from './context.js';
import { callNative } from './native.js';
import { answerInvocations, type Work } from './thread.js';

/** Turns the export of an entry into a thread that does the runs of a schedule. */
export function schedule(exported: unknown, { bindings }: Setup = {}): Work {
  const { portable, native } = resolveHandler(exported, 'scheduled');
  const env = createEnv(process.env, bindings);
  const work: Work = native ? (invocation) => callNative(native, invocation) : portableWork(portable, env);
  answerInvocations(native !== undefined, work);
  return work;
}

function portableWork(handler: HandlerOf<'scheduled'>, env: object): Work {
  return async (invocation) => {
    const ctx = localContext(invocation);
    if (invocation.event.kind !== 'schedule') throw new TypeError('The event is no run of a schedule');
    try {
      await handler.scheduled(invocation.event.event, env, ctx);
    } catch (error) {
      ctx.log.error('The run failed', error);
      throw error;
    }
    return { settled: ctx.settled() };
  };
}
