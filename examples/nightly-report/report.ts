import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Handler } from 'tradewind/runtime';
import { beatsOf } from './beats-table';

const s3 = new S3Client();
const DAY_MS = 24 * 3600 * 1000;

interface Input {
  readonly title: string;
  readonly days: number;
}

export default {
  async scheduled(event, env, ctx) {
    const { title, days } = readInput(event.data);
    const last = lastDays(new Date(event.time), days);
    const beats = Object.fromEntries(await Promise.all(last.map(async (day) => [day, await beatsOf(env.TABLE, day)])));
    // Named after the time that it was due, so that a repeated run writes the same report again.
    const key = `${event.time.slice(0, 10)}.json`;
    const body = JSON.stringify({ title, due: event.time, beats });
    await s3.send(new PutObjectCommand({ Bucket: env.BUCKET, Key: key, Body: body, ContentType: 'application/json' }));
    ctx.log.info('Report written', { key });
  },
} satisfies Handler<{ TABLE: string; BUCKET: string }>;

function readInput(data: unknown): Input {
  const { title, days } = (data ?? {}) as Partial<Input>;
  if (typeof title !== 'string' || typeof days !== 'number') throw new TypeError('The input needs a title and days');
  return { title, days };
}

function lastDays(until: Date, days: number): string[] {
  return Array.from({ length: days }, (_, ago) => new Date(until.getTime() - ago * DAY_MS).toISOString().slice(0, 10));
}
