import type { Handler } from 'tradewind/runtime';
import type { ReportEnv } from './report-app';

const DAY_MS = 24 * 3600 * 1000;

interface Input {
  readonly title: string;
  readonly days: number;
}

export default {
  async scheduled(event, env, ctx) {
    const { title, days } = readInput(event.data);
    const last = lastDays(new Date(event.time), days);
    const beats = Object.fromEntries(await Promise.all(last.map(async (day) => [day, await beatsOf(env, day)])));
    // Named after the time that it was due, so that a repeated run writes the same report again.
    const key = `${event.time.slice(0, 10)}.json`;
    const body = JSON.stringify({ title, due: event.time, beats });
    await env.REPORTS.put(key, body, { contentType: 'application/json' });
    ctx.log.info('Report written', { key });
  },
} satisfies Handler<ReportEnv>;

/** Counts the beats of a day. */
async function beatsOf({ BEATS }: ReportEnv, day: string): Promise<number> {
  let beats = 0;
  let cursor: string | undefined;
  do {
    const page = await BEATS.query({ partition: day, limit: 1000, cursor });
    beats += page.items.length;
    cursor = page.cursor;
  } while (cursor !== undefined);
  return beats;
}

function readInput(data: unknown): Input {
  const { title, days } = (data ?? {}) as Partial<Input>;
  if (typeof title !== 'string' || typeof days !== 'number') throw new TypeError('The input needs a title and days');
  return { title, days };
}

function lastDays(until: Date, days: number): string[] {
  return Array.from({ length: days }, (_, ago) => new Date(until.getTime() - ago * DAY_MS).toISOString().slice(0, 10));
}
