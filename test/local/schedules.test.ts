import { days, hours, minutes } from 'tradewind';
import { Queue, ScheduledJob } from 'tradewind/aws';
import { handler, newStack, run, stopAll } from './app';

afterEach(stopAll);

interface Report {
  readonly time: string;
  readonly data?: unknown;
  readonly attempt: number;
}

async function start(props: Partial<ConstructorParameters<typeof ScheduledJob>[2]>, now: string) {
  const stack = newStack();
  const reports = new Queue(stack, 'Reports');
  new ScheduledJob(stack, 'Job', {
    entry: handler('job'),
    schedule: 'every day at 03:00',
    bindings: { REPORTS: reports },
    ...props,
  });
  const shop = await run(stack, { now: new Date(now) });
  const runs = () => shop.queue<Report>('Shop/Reports').messages.map(({ body }) => body);
  return { shop, runs, times: () => runs().map(({ time }) => time) };
}

test('a job runs whenever the clock that the test moves says so, with its input', async () => {
  const { shop, runs } = await start({ timeZone: 'UTC', input: { full: true } }, '2026-05-01T12:00:00Z');
  expect(shop.job('Shop/Job').next).toEqual(new Date('2026-05-02T03:00:00Z'));
  await shop.settled();
  expect(runs()).toEqual([]);
  await shop.clock.advance(days(2));
  expect(runs()).toEqual([
    { time: '2026-05-02T03:00:00.000Z', data: { full: true }, attempt: 1 },
    { time: '2026-05-03T03:00:00.000Z', data: { full: true }, attempt: 1 },
  ]);
  expect(shop.clock.now).toEqual(new Date('2026-05-03T12:00:00Z'));
});

test('clock times follow the zone through the changes of its clock', async () => {
  const { shop, times } = await start(
    { timeZone: 'Europe/Oslo', schedule: 'every day at 02:30' },
    '2026-10-24T12:00:00Z',
  );
  await shop.clock.advance(days(3));
  expect(times()).toEqual(['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z', '2026-10-27T01:30:00.000Z']);
});

test('a rate is counted from the start, and a moment comes once', async () => {
  const rate = await start({ schedule: 'every 90 minutes' }, '2026-05-01T00:00:00Z');
  await rate.shop.clock.advance(hours(4));
  expect(rate.times()).toEqual(['2026-05-01T01:30:00.000Z', '2026-05-01T03:00:00.000Z']);
  const once = await start({ schedule: new Date('2040-01-01T00:00:00Z') }, '2039-12-31T00:00:00Z');
  await once.shop.clock.advance(days(800));
  expect(once.times()).toEqual(['2040-01-01T00:00:00.000Z']);
  expect(once.shop.job('Shop/Job').next).toBeUndefined();
});

test('a run that fails is tried again after a pause, and given up after its retries', async () => {
  const { shop, runs } = await start({ timeZone: 'UTC', input: 'fail', retries: 2 }, '2026-05-01T02:59:00Z');
  await shop.clock.advance(minutes(1));
  expect(runs().map(({ attempt }) => attempt)).toEqual([1]);
  await shop.clock.advance(minutes(3));
  expect(runs().map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  expect(shop.job('Shop/Job').failures).toEqual([
    { time: '2026-05-01T03:00:00.000Z', attempts: 3, reason: 'Error: run 3 failed' },
  ]);
});

test('runs that fail use the same warm instance', async () => {
  const { shop } = await start({ schedule: 'every 5 minutes', input: 'fail', retries: 0 }, '2026-05-01T00:00:00Z');
  await shop.clock.advance(hours(4));
  const reasons = shop.job('Shop/Job').failures.map(({ reason }) => reason);
  expect(reasons).toEqual(Array.from({ length: 48 }, (_, index) => `Error: run ${index + 1} failed`));
});

test('a job runs by hand, and one that is switched off only so', async () => {
  const { shop, times } = await start({ timeZone: 'UTC', enabled: false }, '2026-05-01T00:00:00Z');
  await shop.clock.advance(days(2));
  expect(times()).toEqual([]);
  await shop.job('Shop/Job').run();
  expect(times()).toEqual(['2026-05-03T00:00:00.000Z']);
});

test('a clock does not go back', async () => {
  const { shop } = await start({ timeZone: 'UTC' }, '2026-05-01T00:00:00Z');
  await expect(shop.clock.set(new Date('2026-04-30T00:00:00Z'))).rejects.toThrow('[tradewind:CLOCK]');
});
