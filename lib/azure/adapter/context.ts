import type { InvocationContext } from '@azure/functions';
import { type AdapterContext, createContext, timeLeft } from '../../runtime/context.js';
import { createLogger } from '../../runtime/logger.js';
import { mapStack } from '../../runtime-node/source-map.js';

/** The context of one invocation. Lines are logged through the host, which assigns them to the invocation. */
export function invocationContext<Raw>(
  raw: Raw,
  azure: InvocationContext,
  timeoutSeconds: number,
): AdapterContext<Raw> {
  const { invocationId } = azure;
  return createContext({
    provider: 'azure',
    requestId: invocationId,
    raw,
    log: createLogger({
      requestId: invocationId,
      level: process.env.LOG_LEVEL ?? 'INFO',
      write: (line) => azure.log(line),
      mapStack,
    }),
    remainingTime: timeLeft(timeoutSeconds),
  });
}
