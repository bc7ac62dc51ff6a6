import { boundRequest } from '../../runtime/bound-request.js';
import type { FunctionClient } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';

/** The other worker. @see https://developers.cloudflare.com/workers/runtime-apis/bindings/service-bindings/http/ */
export interface Fetcher {
  fetch(request: Request): Promise<Response>;
}

/** Creates the client of the worker that is the binding `name`. */
export function functionClient(name: string): BindingFactory {
  return (variables) => createFunctionClient(variables[name] as Fetcher);
}

/** Address that the worker sees; the host is never resolved. */
const ADDRESS = 'https://function';

/** `raw` is the binding. */
export function createFunctionClient(raw: Fetcher): FunctionClient<Fetcher> {
  return {
    raw,
    fetch: async (...given) => raw.fetch(boundRequest(ADDRESS, given)),
  };
}
