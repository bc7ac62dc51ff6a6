import type { Handler } from 'tradewind/runtime';

export default {
  fetch: (_request, _env, { params, claims }) => Response.json({ params, claims }),
} satisfies Handler;
