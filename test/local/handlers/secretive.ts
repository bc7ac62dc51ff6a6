import type { Handler, SecretClient } from 'tradewind/runtime';

/** Answers with the secret, or with the reason why there is none. */
export default {
  fetch: async (_request, env) => new Response(await env.KEY.get().catch(({ message }: Error) => message)),
} satisfies Handler<{ KEY: SecretClient }>;
