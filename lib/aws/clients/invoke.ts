import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { InvokeError } from '../../runtime/client-errors.js';
import type { InvokeClient } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import type { RawFunction } from './function.js';

// One for all functions: it holds the connections.
let shared: LambdaClient | undefined;

/** Creates the client of a `PlainFunction` whose ARN is in the variable `name`. */
export function invokeClient(name: string): BindingFactory {
  return (variables) => {
    shared ??= new LambdaClient({});
    return createInvokeClient({ client: shared, function: String(variables[name]) });
  };
}

/** Invokes the function synchronously. @see https://docs.aws.amazon.com/lambda/latest/dg/invocation-sync.html */
export function createInvokeClient(raw: RawFunction): InvokeClient<unknown, unknown, RawFunction> {
  return {
    raw,
    async invoke(event) {
      const Payload = event === undefined ? undefined : JSON.stringify(event);
      const answer = await raw.client.send(new InvokeCommand({ FunctionName: raw.function, Payload }));
      const text = new TextDecoder().decode(answer.Payload);
      if (answer.FunctionError !== undefined) throw new InvokeError(`The function failed: ${text}`);
      return text === '' ? undefined : (JSON.parse(text) ?? undefined);
    },
  };
}
