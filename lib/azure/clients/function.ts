import type { BindingFactory } from '../../runtime/env.js';
import { createSiteFunctionClient } from '../../runtime/site-function.js';

/** Creates the client of a function whose address is in the variable `name`. */
export function functionClient(name: string): BindingFactory {
  return (variables) => createSiteFunctionClient(String(variables[name]));
}
