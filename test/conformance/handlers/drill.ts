import type { Handler } from 'tradewind/runtime';

/** Says when it begins and when it is done. `fail` is how often it fails; with `hold` its first try never ends. */
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
