import { type AdapterContext, createContext } from '../../runtime/context.js';
import type { LambdaContext } from './lambda.js';
import { createLog } from './log.js';

/**
 * The context of one invocation. Lambda freezes a function as soon as it has answered, so the adapters delay the answer
 * until the promises given to `waitUntil` are settled: the caller waits for them, and their time is billed.
 */
export function lambdaContext<Raw>(raw: Raw, lambda: LambdaContext): AdapterContext<Raw> {
  return createContext({
    provider: 'aws',
    requestId: lambda.awsRequestId,
    raw,
    log: createLog(lambda.awsRequestId),
    remainingTime: () => lambda.getRemainingTimeInMillis(),
  });
}
