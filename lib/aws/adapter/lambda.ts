/** Members of Lambda's context object that the adapters use. */
export interface LambdaContext {
  /** Id of the invocation; equal for its retries. */
  readonly awsRequestId: string;
  /** Invoked ARN, with the alias or version, if any. */
  readonly invokedFunctionArn: string;
  /** Milliseconds left before the timeout. */
  getRemainingTimeInMillis(): number;
}

/** A handler as Lambda's Node.js runtime calls it. */
export type LambdaHandler<Event, Result> = (event: Event, context: LambdaContext) => Promise<Result>;
