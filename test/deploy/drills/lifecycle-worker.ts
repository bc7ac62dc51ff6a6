import type { Handler } from 'tradewind/runtime';

/** Fails on purpose, so that messages end as dead letters. */
export default {
  async queue() {
    throw new Error('This worker fails each message');
  },
} satisfies Handler;
