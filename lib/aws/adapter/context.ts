import { type AdapterContext, createContext } from '../../runtime/context.js';
import type { LambdaContext } from './lambda.js';
import { createLog } from './log.js';

/**
 * Creates the context of one invocation. Lambda freezes a function as soon as it has responded, so the adapters delay
 * the response until the promises passed to `waitUntil` are settled: the caller waits for them, and their time is
 * billed.
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
