import type { SecretClient } from '../../runtime/clients.js';
import type { BindingFactory } from '../../runtime/env.js';
import { remembered } from '../../runtime/remembered.js';
import { type GoogleApi, googleApi } from './google-api.js';

/** Client of Secret Manager, and the name of the secret: `projects/shop/secrets/key`. */
export interface RawSecret {
  readonly api: GoogleApi;
  readonly secret: string;
  /** Address of Secret Manager. */
  readonly host: string;
}

/** Creates the client of a secret whose name is in the variable `name`. */
export function secretClient(name: string): BindingFactory {
  return (variables) => {
    const host = process.env.SECRET_MANAGER_EMULATOR_HOST ?? 'https://secretmanager.googleapis.com';
    return createSecretClient({ api: googleApi(), secret: String(variables[name]), host });
  };
}

/** @see https://cloud.google.com/secret-manager/docs/reference/rest/v1/projects.secrets.versions/access */
export function createSecretClient(raw: RawSecret): SecretClient<RawSecret> {
  return {
    raw,
    get: remembered(async () => {
      const response = await raw.api.request(`${raw.host}/v1/${raw.secret}/versions/latest:access`);
      const { payload } = (await response.json()) as { payload: { data: string } };
      return Buffer.from(payload.data, 'base64').toString('utf8');
    }),
  };
}
