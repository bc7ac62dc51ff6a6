import { object } from '../../../lib/aws/adapter/object';
import type { Context, ObjectEvent } from '../../../lib/runtime/types';
import * as events from '../../../lib/testing/events';
import { captureLog, lambdaContext } from './lambda-context';

const log = captureLog();

function recorder(fail: (event: ObjectEvent) => boolean = () => false) {
  const seen: ObjectEvent[] = [];
  const handler = object({
    async object(event: ObjectEvent) {
      seen.push(event);
      if (fail(event)) throw new Error(`no ${event.subject}`);
    },
  });
  return { seen, run: (event: Parameters<typeof handler>[0]) => handler(event, lambdaContext()) };
}

test('an upload', async () => {
  const { seen, run } = recorder();
  expect(await run(events.objectCreated({ bucket: 'photos', key: 'cat.jpg' }))).toBeUndefined();
  expect(seen).toEqual([
    {
      id: '17793124-05d4-b198-2fde-7ededc63b103',
      source: 'arn:aws:s3:::photos',
      type: 'object.created',
      time: '2021-11-12T00:00:00Z',
      subject: 'cat.jpg',
      data: { bucket: 'photos', key: 'cat.jpg', size: 5, etag: 'b1946ac92492d2347c6235b4d2611184' },
    },
  ]);
});

test('a deletion, of a version', async () => {
  const { seen, run } = recorder();
  const event = events.objectDeleted({ key: 'cat.jpg' });
  await run({ ...event, detail: { ...event.detail, object: { ...event.detail.object, 'version-id': 'v1' } } });
  expect(seen[0]).toMatchObject({ type: 'object.deleted', data: { versionId: 'v1' } });
  expect(seen[0]?.data.size).toBeUndefined();
});

test.each(['red flower.jpg', 'a+b.jpg', 'a%20b.jpg', 'blå/æ.jpg', '100%'])(
  'the key %s arrives as it is',
  async (key) => {
    const { seen, run } = recorder();
    await run(events.queue(events.objectCreated({ key })));
    expect(seen[0]).toMatchObject({ subject: key, data: { key } });
  },
);

test('of a batch only what failed is delivered again, and each failure is logged with its message', async () => {
  const { seen, run } = recorder(({ subject }) => subject === 'b');
  const batch = ['a', 'b', 'c'].map((key) => events.objectCreated({ key }));
  expect(await run(events.queue(...batch))).toEqual({ batchItemFailures: [{ itemIdentifier: 'message-2' }] });
  expect(seen.map(({ subject }) => subject)).toEqual(['a', 'b', 'c']);
  expect(log.entries()).toEqual([
    expect.objectContaining({
      level: 'ERROR',
      messageId: 'message-2',
      error: expect.objectContaining({ message: 'no b' }),
    }),
  ]);
});

test('malformed records fail alone', async () => {
  const { seen, run } = recorder();
  const other = { ...events.objectCreated(), 'detail-type': 'Object Tags Added' };
  const batch = events.queue('{', 'null', '7', {}, { 'detail-type': 'Object Created' }, other, events.objectCreated());
  expect((await run(batch))?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(
    [1, 2, 3, 4, 5, 6].map((number) => `message-${number}`),
  );
  expect(seen).toHaveLength(1);
  expect(log.entries()).toHaveLength(6);
});

test('records are handled one by one', async () => {
  let running = 0;
  let most = 0;
  const handler = object({
    async object() {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setTimeout(resolve, 2));
      running--;
    },
  });
  await handler(events.queue(events.objectCreated(), events.objectCreated(), events.objectCreated()), lambdaContext());
  expect(most).toBe(1);
});

test('a direct event that fails is logged and thrown', async () => {
  const { run } = recorder(() => true);
  await expect(run(events.objectCreated())).rejects.toThrow('no cat.jpg');
  expect(log.entries()).toHaveLength(1);
});

test('the batch waits for waitUntil, and raw is the event', async () => {
  let finished = false;
  const batch = events.queue(events.objectCreated());
  const handler = object({
    object(_event: ObjectEvent, _env: unknown, ctx: Context) {
      expect(ctx.raw).toBe(batch);
      ctx.waitUntil(
        new Promise<void>((resolve) =>
          setTimeout(() => {
            finished = true;
            resolve();
          }, 5),
        ),
      );
    },
  });
  expect(await handler(batch, lambdaContext())).toEqual({ batchItemFailures: [] });
  expect(finished).toBe(true);
});

test('a native function is used as it is', () => {
  const native = async () => undefined;
  expect(object(native)).toBe(native);
});
