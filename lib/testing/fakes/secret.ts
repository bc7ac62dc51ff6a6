import type { SecretClient } from '../../runtime/clients';

/**
 * Secret with a value, with the client of a real one.
 * @example
 * await invoke(entry, events.schedule(), { env: { API_KEY: fakes.secret('test-key') } });
 */
export function secret(value: string): SecretClient<string> {
  return { raw: value, get: async () => value };
}
