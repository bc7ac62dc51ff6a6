import type { TokenCredential } from '@azure/identity';
import type { SecretClient } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { remembered } from '../../runtime/remembered.js';
import { ask, azureCredential, tokenFor } from './azure-api.js';

/** Address of a secret, with the source of its tokens. */
export interface RawSecret {
  /** `https://shop.vault.azure.net/secrets/key`. */
  readonly url: string;
  readonly credential: TokenCredential;
}

const SCOPE = 'https://vault.azure.net/.default';

/** Creates the client of a secret whose address is in the variable `name`. */
export function secretClient(name: string): BindingFactory {
  return (variables) => createSecretClient({ url: String(variables[name]), credential: azureCredential() });
}

/** @see https://learn.microsoft.com/rest/api/keyvault/secrets/get-secret */
export function createSecretClient(raw: RawSecret): SecretClient<RawSecret> {
  return {
    raw,
    get: remembered(async () => {
      const token = await tokenFor(raw.url, SCOPE, raw.credential);
      const headers = token === undefined ? undefined : { authorization: `Bearer ${token}` };
      const response = await ask(`${raw.url}?api-version=7.4`, { headers });
      return ((await response.json()) as { value: string }).value;
    }),
  };
}
