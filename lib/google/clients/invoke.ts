import type { InvokeClient } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { invocationRequest, invocationResult } from '../../runtime/invocation.js';
import { createFunctionClient, type RawFunction } from './function.js';
import { googleApi } from './google-api.js';

/** Creates the client of a `PlainFunction` whose address is in the variable `name`. */
export function invokeClient(name: string): BindingFactory {
  return (variables) => createInvokeClient({ auth: googleApi().auth, url: String(variables[name]) });
}

/** Posts the payload with an identity token for this function only. */
export function createInvokeClient(raw: RawFunction): InvokeClient<unknown, unknown, RawFunction> {
  const { fetch } = createFunctionClient(raw);
  return {
    raw,
    invoke: async (event) => invocationResult(await fetch(invocationRequest(raw.url, event))),
  };
}
