import { type AdapterContext, createContext } from '../../runtime/context.js';
import { createLogger } from '../../runtime/logger.js';
import { mapStack } from '../../runtime-node/source-map.js';
import type { Invocation } from './protocol.js';
import { send, threadData } from './thread.js';

/** The context of one invocation. `ctx.provider` is the provider that the app is declared for. */
export function localContext({ id, requestId, deadline, event }: Invocation): AdapterContext<Invocation['event']> {
  return createContext({
    provider: threadData.provider,
    requestId,
    raw: event,
    log: createLogger({
      requestId,
      level: process.env.LOG_LEVEL ?? 'INFO',
      // By message, so that a line is there before the answer that follows it.
      write: (line) => send({ type: 'log', id, line }),
      mapStack,
    }),
    remainingTime: () => Math.max(0, deadline - Date.now()),
  });
}
