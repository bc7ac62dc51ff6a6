import { schedule } from '../../../lib/aws/adapter/schedule';
import type { ScheduledEvent } from '../../../lib/runtime/types';
import * as events from '../../../lib/testing/events';
import { captureLog, lambdaContext, REQUEST_ID } from './lambda-context';

const log = captureLog();

async function seen(event: unknown): Promise<ScheduledEvent> {
  let result: ScheduledEvent;
  await schedule({
    scheduled: (given: ScheduledEvent) => {
      result = given;
    },
  })(event, lambdaContext());
  return result!;
}

test('the input of a schedule', async () => {
  expect(await seen(events.schedule({ attempt: '2', data: { full: true } }))).toEqual({
    id: 'd32c5kddcf5bb8c3',
    source: 'arn:aws:scheduler:eu-north-1:123456789012:schedule/default/report',
    type: 'schedule.run',
    time: '2022-03-22T18:59:43.000Z',
    attempt: 2,
    data: { full: true },
  });
});

test('context attributes that were left as they are', async () => {
  const event = events.schedule({
    id: '<aws.scheduler.execution-id>',
    time: '<aws.scheduler.scheduled-time>',
    attempt: '<aws.scheduler.attempt-number>',
    schedule: '<aws.scheduler.schedule-arn>',
    data: 1,
  });
  const result = await seen(event);
  expect(result).toMatchObject({ id: REQUEST_ID, source: lambdaContext().invokedFunctionArn, attempt: 1, data: 1 });
  expect(Math.abs(Date.parse(result.time) - Date.now())).toBeLessThan(5_000);
});

test.each([{}, null, undefined, 'text', 7, [], { some: 'thing' }])(
  'a foreign event %p becomes the data',
  async (event) => {
    expect(await seen(event)).toMatchObject({ id: REQUEST_ID, attempt: 1, type: 'schedule.run' });
    expect((await seen(event)).data).toEqual(event);
  },
);

test('an invocation by hand may give the data alone', async () => {
  expect(await seen({ data: { full: true } })).toMatchObject({ id: REQUEST_ID, data: { full: true } });
});

test('a time that is none is replaced', async () => {
  expect(Date.parse((await seen(events.schedule({ time: 'soon' }))).time)).not.toBeNaN();
});

test('a native function is used as it is', () => {
  const native = async () => {};
  expect(schedule(native)).toBe(native);
});

test('an error is logged and thrown, after the promises passed to waitUntil', async () => {
  let finished = false;
  const handler = schedule({
    scheduled(_event: unknown, _env: unknown, ctx: { waitUntil(p: Promise<unknown>): void }) {
      ctx.waitUntil(
        new Promise<void>((resolve) =>
          setTimeout(() => {
            finished = true;
            resolve();
          }, 5),
        ),
      );
      throw new Error('broken');
    },
  });
  await expect(handler(events.schedule(), lambdaContext())).rejects.toThrow('broken');
  expect(finished).toBe(true);
  expect(log.entries()).toEqual([
    expect.objectContaining({
      level: 'ERROR',
      requestId: REQUEST_ID,
      error: expect.objectContaining({ message: 'broken' }),
    }),
  ]);
});
