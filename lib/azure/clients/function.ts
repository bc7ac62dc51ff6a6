import type { FunctionClient } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';

/** The client of a function whose address is in the variable `name`. */
export function functionClient(name: string): BindingFactory {
  return (variables) => createFunctionClient(String(variables[name]));
}

/** `raw` is the address. Calls go out and in again as those of anybody do. */
export function createFunctionClient(raw: string): FunctionClient<string> {
  return {
    raw,
    async fetch(input, init) {
      const asked = new Request(input instanceof Request ? input : new URL(input, raw), init);
      const { pathname, search } = new URL(asked.url);
      return fetch(new Request(new URL(pathname + search, raw), asked), { redirect: 'manual' });
    },
  };
}
