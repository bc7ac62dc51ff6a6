import type { SecretClient } from './clients.js';
import type { BindingFactory } from './env.js';

/** The name of the variable that holds the secret. */
export interface VariableSecretOptions {
  readonly variable: string;
}

/** The client of a secret that is a variable of the environment: its value changes with the next deployment. */
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
