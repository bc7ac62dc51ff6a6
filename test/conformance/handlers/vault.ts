import type { Handler, SecretClient } from 'tradewind/runtime';

interface Env {
  readonly KEY: SecretClient;
}

/** Returns the secret. */
export default {
  async fetch(_request, { KEY }) {
    return new Response(await KEY.get());
  },
} satisfies Handler<Env>;
