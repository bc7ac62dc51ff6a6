import type { Handler } from 'tradewind/runtime';
import { countBeat } from './beats-table';

export default {
  async scheduled(event, env, ctx) {
    await countBeat(env.TABLE, event.time.slice(0, 10), event.time);
    ctx.log.info('Beat', { due: event.time, attempt: event.attempt });
  },
} satisfies Handler<{ TABLE: string }>;
