import type { Handler } from 'tradewind/runtime';

/** Strikes the hour, in the log. */
export default {
  scheduled(event, _env, ctx) {
    const hour = new Date(event.time).getUTCHours() % 12 || 12;
    ctx.log.info(Array(hour).fill('dong').join(' '), { due: event.time });
  },
} satisfies Handler;
