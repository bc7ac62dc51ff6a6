import type { Handler, ScheduledEvent } from 'tradewind/runtime';

export default {
  scheduled(event: ScheduledEvent<{ fail?: boolean } | undefined>, _env, ctx) {
    if (event.data?.fail) throw new Error('on purpose');
    ctx.log.info('ran', { time: event.time, data: event.data });
  },
} satisfies Handler;
