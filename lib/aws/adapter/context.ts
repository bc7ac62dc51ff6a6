import { createBackground } from '../../runtime/background.js';
import type { AdapterContext } from '../../runtime/context.js';
import type { LambdaContext } from './lambda.js';
import { createLog } from './log.js';

export type { AdapterContext };

/**
 * Makes the context of one invocation. Lambda freezes a function as soon as it has answered, so that the adapters hold the
 * answer back until what was given to `waitUntil` is done: the caller waits for it, and its time is billed.
 */
export function createContext<Raw>(raw: Raw, lambda: LambdaContext): AdapterContext<Raw> {
  const log = createLog(lambda.awsRequestId);
  const background = createBackground((error) => log.error('A promise given to waitUntil was rejected', error));
  return {
    provider: 'aws',
    requestId: lambda.awsRequestId,
    params: {},
    log,
    raw,
    waitUntil: background.add,
    settled: background.settled,
    remainingTime: () => lambda.getRemainingTimeInMillis(),
    passThroughOnException() {},
  };
}
