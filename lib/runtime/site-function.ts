import { boundRequest } from './bound-request.js';
import type { FunctionClient } from './clients.js';
import type { BindingFactory } from './env.js';

/** Variables that may hold the address of the deployment; the first one that is set counts. */
export interface SiteFunctionOptions {
  readonly addresses: readonly string[];
}

/** Creates the client of a function that runs at the address of the whole deployment. */
export function functionClient(_name: string, { addresses }: SiteFunctionOptions): BindingFactory {
  return (variables) => {
    const address = addresses.map((name) => variables[name]).find((value) => typeof value === 'string' && value !== '');
    if (address === undefined)
      throw new Error(`None of ${addresses.join(', ')} is set, so the address of the site is not known.`);
    const text = String(address);
    return createSiteFunctionClient(/^https?:/.test(text) ? text : `https://${text}`);
  };
}

/** `raw` is the address. Calls leave the site and enter again like those of any other caller. */
export function createSiteFunctionClient(raw: string): FunctionClient<string> {
  return {
    raw,
    fetch: async (...given) => fetch(boundRequest(raw, given), { redirect: 'manual' }),
  };
}
