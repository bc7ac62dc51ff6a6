import type { InvokeClient } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { invocationRequest, invocationResult } from '../../runtime/invocation.js';
import type { Fetcher } from './function.js';

/** Creates the client of the worker that is the service binding `name`. */
export function invokeClient(name: string): BindingFactory {
  return (variables) => createInvokeClient(variables[name] as Fetcher);
}

/** `raw` is the service binding. The host of the address is not resolved. */
export function createInvokeClient(raw: Fetcher): InvokeClient<unknown, unknown, Fetcher> {
  return {
    raw,
    invoke: async (event) => invocationResult(await raw.fetch(invocationRequest('https://function', event))),
  };
}
