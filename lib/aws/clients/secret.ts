import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { SecretClient } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { remembered } from '../../runtime/remembered.js';

/** The SDK's client, and the ARN of the secret. */
export interface RawSecret {
  readonly client: SecretsManagerClient;
  readonly secret: string;
}

// One for all secrets: it holds the connections.
let shared: SecretsManagerClient | undefined;

/** Creates the client of a secret whose ARN is in the variable `name`. */
export function secretClient(name: string): BindingFactory {
  return (variables) => {
    shared ??= new SecretsManagerClient({});
    return createSecretClient({ client: shared, secret: String(variables[name]) });
  };
}

/** @see https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/secrets-manager/ */
export function createSecretClient(raw: RawSecret): SecretClient<RawSecret> {
  return {
    raw,
    get: remembered(async () => {
      const { SecretString, SecretBinary } = await raw.client.send(new GetSecretValueCommand({ SecretId: raw.secret }));
      return SecretString ?? new TextDecoder().decode(SecretBinary);
    }),
  };
}
