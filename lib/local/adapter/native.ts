import type { NativeHandler } from '../../runtime/handler.js';
import type { Invocation } from './protocol.js';
import { threadData } from './thread.js';

/**
 * Calls a native handler with the event that the engine has built, as Lambda would.
 * @see https://docs.aws.amazon.com/lambda/latest/dg/nodejs-handler.html
 */
export async function callNative(handler: NativeHandler, { event, requestId, deadline }: Invocation) {
  if (event.kind !== 'native')
    throw new TypeError(
      `[tradewind:LOCAL_NATIVE] A native handler of ${threadData.provider} does not run locally for this trigger. ` +
        'Fix: export a portable handler as default.',
    );
  const result: unknown = await handler(event.event, {
    awsRequestId: requestId,
    functionName: 'local',
    functionVersion: '$LATEST',
    invokedFunctionArn: 'arn:aws:lambda:eu-north-1:123456789012:function:local',
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  });
  return { result, settled: Promise.resolve() };
}
