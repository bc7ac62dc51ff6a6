import type { InvokeClient } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { invocationRequest, invocationResult } from '../../runtime/invocation.js';

/** Address of the function, without its key. */
export interface RawFunction {
  readonly url: string;
}

/** Creates the client of a `PlainFunction` whose address and key are in the variable `name`: `https://<host>/?code=<key>`. */
export function invokeClient(name: string): BindingFactory {
  return (variables) => createInvokeClient(String(variables[name]));
}

/**
 * Posts the payload. The key goes into a header, because addresses are logged.
 * @see https://learn.microsoft.com/azure/azure-functions/function-keys-how-to#use-access-keys
 */
export function createInvokeClient(address: string): InvokeClient<unknown, unknown, RawFunction> {
  const [url = '', key = ''] = address.split('?code=');
  return {
    raw: { url },
    async invoke(event) {
      const request = invocationRequest(url, event);
      request.headers.set('x-functions-key', key);
      return invocationResult(await fetch(request, { redirect: 'manual' }));
    },
  };
}
