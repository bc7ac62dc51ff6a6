/** What the adapters use of the object that Lambda hands to a handler besides the event. */
export interface LambdaContext {
  readonly awsRequestId: string;
  readonly invokedFunctionArn: string;
  getRemainingTimeInMillis(): number;
}

/** A handler as Lambda's Node.js runtime calls it. */
export type LambdaHandler<Event, Result> = (event: Event, context: LambdaContext) => Promise<Result>;
