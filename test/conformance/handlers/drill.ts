import type { Handler } from 'tradewind/runtime';

/**
 * Logs when it begins and when it is done. `fail` is the number of failures; with `hold` its first attempt never ends.
 */
export default {
  async queue(batch, _env, ctx) {
    await batch.each(async ({ id, body, attempt }) => {
      const { name, fail = 0, hold = false } = body;
      ctx.log.info('began', { name, id, attempt, process: process.pid });
      if (hold && attempt === 1) await new Promise(() => {});
      if (attempt <= fail) throw new Error('on purpose');
      ctx.log.info('did', { name, attempt, size: JSON.stringify(body).length });
    });
  },
} satisfies Handler;
