/** What the adapters use of the object that Lambda hands to a handler besides the event. */
export interface LambdaContext {
  /** Names the invocation; its retries have the same. */
  readonly awsRequestId: string;
  /** ARN that was called, with the alias or version if one was. */
  readonly invokedFunctionArn: string;
  /** Milliseconds left before the timeout. */
  getRemainingTimeInMillis(): number;
}

/** A handler as Lambda's Node.js runtime calls it. */
export type LambdaHandler<Event, Result> = (event: Event, context: LambdaContext) => Promise<Result>;
