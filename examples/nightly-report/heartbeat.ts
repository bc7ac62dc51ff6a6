import type { Handler } from 'tradewind/runtime';
import type { HeartbeatEnv } from './report-app';

const MONTH_SECONDS = 30 * 24 * 3600;

export default {
  async scheduled({ time: due, attempt }, env, ctx) {
    const expires = Math.round(Date.parse(due) / 1000) + MONTH_SECONDS;
    await env.BEATS.put({ day: due.slice(0, 10), due, expires });
    ctx.log.info('Beat', { due, attempt });
  },
} satisfies Handler<HeartbeatEnv>;
