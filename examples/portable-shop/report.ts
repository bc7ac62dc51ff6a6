import type { Handler } from 'tradewind/runtime';
import type { DocumentEnv } from './shop';

/** Counts the receipts, once a night. */
export default {
  async scheduled(event, env, ctx) {
    let receipts = 0;
    let cursor: string | undefined;
    do {
      const page = await env.DOCUMENTS.list({ prefix: 'receipts/', cursor });
      receipts += page.objects.length;
      cursor = page.cursor;
    } while (cursor !== undefined);
    const day = event.time.slice(0, 10);
    await env.DOCUMENTS.put(`reports/${day}.json`, JSON.stringify({ day, receipts }), {
      contentType: 'application/json',
    });
    ctx.log.info('The report is written', { day, receipts });
  },
} satisfies Handler<DocumentEnv>;
