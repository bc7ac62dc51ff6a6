import type { SecretClient } from './clients.js';
import type { BindingFactory } from './env.js';

/** Name of the variable that holds the secret. */
export interface VariableSecretOptions {
  readonly variable: string;
}

/** Creates the client of a secret in an environment variable: its value changes with the next deployment. */
export function secretClient(_name: string, { variable }: VariableSecretOptions): BindingFactory {
  return (variables): SecretClient<string> => ({
    raw: variable,
    async get() {
      const value = variables[variable];
      if (typeof value !== 'string' || value === '') {
        throw new Error(`The variable ${variable}, which holds the secret, is not set. Set it, and deploy again.`);
      }
      return value;
    },
  });
}
