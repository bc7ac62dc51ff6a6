import type { Handler } from 'tradewind/runtime';

export default {
  scheduled(event, _env, ctx) {
    ctx.log.info('ran', { id: event.id, due: event.time, type: event.type, data: event.data, provider: ctx.provider });
    if (event.time.startsWith('2026-12-24')) throw new Error('on purpose');
  },
} satisfies Handler;
