import { schedule, scheduleOnce } from '../../../lib/aws/adapter/schedule';
import * as events from '../../../lib/testing/events';
import { FakeDynamoDb } from './fake-dynamodb';
import { captureLog, lambdaContext } from './lambda-context';

const log = captureLog();
const ITEM = 'leases/Shop/Report';
const saved = { ...process.env };
let table: FakeDynamoDb;

beforeEach(async () => {
  table = new FakeDynamoDb();
  Object.assign(process.env, {
    AWS_ENDPOINT_URL_DYNAMODB: await table.start(),
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'token',
    AWS_REGION: 'eu-north-1',
    TRADEWIND_LEASE_TABLE: 'leases',
    TRADEWIND_LEASE_KEY: 'Shop/Report',
  });
});

afterEach(async () => {
  process.env = { ...saved };
  jest.restoreAllMocks();
  await table.stop();
});

const due = (minute: number) => events.schedule({ id: `e${minute}`, time: `2026-01-01T00:0${minute}:00Z` });

/** A job whose runs last until the test ends them. */
function slowJob() {
  const runs: { time: string; end(error?: Error): void }[] = [];
  const handler = scheduleOnce({
    scheduled: ({ time }: { time: string }) =>
      new Promise<void>((resolve, reject) => runs.push({ time, end: (error) => (error ? reject(error) : resolve()) })),
  });
  const start = async (event: unknown, requestId = 'r1') => {
    const before = runs.length;
    const result = handler(event, lambdaContext({ awsRequestId: requestId, getRemainingTimeInMillis: () => 60_000 }));
    result.catch(() => {});
    while (
      runs.length === before &&
      !(await Promise.race([
        result.then(
          () => true,
          () => true,
        ),
        tick(),
      ]))
    ) {}
    return { result, run: runs[before] };
  };
  return { runs, start };
}

const tick = () => new Promise<false>((resolve) => setTimeout(() => resolve(false), 2));

test('a run holds the lease while it lasts, and releases it with its name', async () => {
  const job = slowJob();
  const now = Date.now();
  const { result, run } = await job.start(due(1));
  const held = table.item(ITEM);
  expect(held.owner?.S).toMatch(/^r1\/.{36}$/);
  expect(Number(held.expires?.N)).toBeGreaterThan(now + 60_000);
  expect(Number(held.expires?.N)).toBeLessThan(now + 70_000);
  expect(Number(held.ttl?.N) * 1000).toBeGreaterThan(Number(held.expires?.N) + 24 * 3600_000);
  run!.end();
  await result;
  expect(table.item(ITEM)).toEqual({ ttl: held.ttl, finishedRun: { S: '2026-01-01T00:01:00.000Z' } });
});

test('a run that finds the lease held is skipped, and logs the holder', async () => {
  const job = slowJob();
  const first = await job.start(due(1), 'r1');
  const second = await job.start(due(2), 'r2');
  await expect(second.result).resolves.toBeUndefined();
  expect(job.runs).toHaveLength(1);
  expect(log.entries()).toEqual([
    expect.objectContaining({
      level: 'INFO',
      requestId: 'r2',
      message: 'skipped: the previous run still holds the lease',
      holder: table.item(ITEM).owner!.S,
    }),
  ]);
  first.run!.end();
  await first.result;
  expect((await job.start(due(3), 'r3')).run?.time).toBe('2026-01-01T00:03:00.000Z');
});

test('of two that start at once, one runs', async () => {
  const job = slowJob();
  await Promise.all([job.start(due(1), 'r1'), job.start(due(2), 'r2'), job.start(due(3), 'r3')]);
  while (log.entries().length < 2) await tick();
  expect(job.runs).toHaveLength(1);
});

test('a second delivery of a finished run is skipped, whatever its execution and attempt', async () => {
  const job = slowJob();
  const first = await job.start(due(1));
  first.run!.end();
  await first.result;
  await (await job.start({ ...due(1), id: 'other', attempt: '2' }, 'r2')).result;
  expect(job.runs).toHaveLength(1);
  expect(log.entries()).toEqual([expect.objectContaining({ message: 'skipped: this run has already finished' })]);
});

test('a second delivery during the run is skipped, even by the same request', async () => {
  const job = slowJob();
  await job.start(due(1), 'r1');
  await (await job.start(due(1), 'r1')).result;
  expect(job.runs).toHaveLength(1);
});

test('a failed run releases the lease and can be retried', async () => {
  const job = slowJob();
  const first = await job.start(due(1));
  first.run!.end(new Error('broken'));
  await expect(first.result).rejects.toThrow('broken');
  expect(Object.keys(table.item(ITEM))).toEqual(['ttl']);
  expect((await job.start(due(1), 'r2')).run).toBeDefined();
});

test('the lease of a crashed run is held until it expires', async () => {
  const job = slowJob();
  await job.start(due(1), 'crashed');
  const expires = Number(table.item(ITEM).expires?.N);
  const clock = jest.spyOn(Date, 'now');
  clock.mockReturnValue(expires);
  expect((await job.start(due(2), 'r2')).run).toBeUndefined();
  clock.mockReturnValue(expires + 1);
  expect((await job.start(due(3), 'r3')).run).toBeDefined();
});

test('a run whose lease was taken by another leaves it alone', async () => {
  const job = slowJob();
  const late = await job.start(due(1), 'late');
  jest.spyOn(Date, 'now').mockReturnValue(Number(table.item(ITEM).expires?.N) + 1);
  await job.start(due(2), 'next');
  late.run!.end();
  await late.result;
  expect(table.item(ITEM).owner?.S).toMatch(/^next/);
  expect(table.item(ITEM).finishedRun).toBeUndefined();
  expect(log.entries()).toEqual([expect.objectContaining({ level: 'WARN' })]);
});

test('native functions are guarded too, and receive the unchanged event', async () => {
  const native = jest.fn(async (_event: unknown, _context: unknown) => 'done');
  const event = due(1);
  const context = lambdaContext();
  expect(await scheduleOnce(native)(event, context)).toBe('done');
  expect(native.mock.calls[0]).toEqual([event, context]);
  expect(native.mock.calls[0]![0]).toBe(event);
  expect(await scheduleOnce(native)(event, context)).toBeUndefined();
  expect(native).toHaveBeenCalledTimes(1);
});

test('when the lease cannot be requested, the run fails before user code', async () => {
  const scheduled = jest.fn();
  table.failures.push({ status: 400, body: '{"__type":"AccessDeniedException"}' });
  await expect(scheduleOnce({ scheduled })(due(1), lambdaContext())).rejects.toThrow('AccessDeniedException');
  expect(scheduled).not.toHaveBeenCalled();
});

test('when it cannot be released, the run has still succeeded', async () => {
  const scheduled = () => void table.failures.push({ status: 400, body: 'gone' });
  await scheduleOnce({ scheduled })(due(1), lambdaContext());
  expect(log.entries()).toEqual([
    expect.objectContaining({ level: 'ERROR', message: 'The lease could not be released' }),
  ]);
});

test('requests are signed updates, and retried when the service fails', async () => {
  table.failures.push({ status: 500, body: '' }, { status: 503, body: '' });
  await scheduleOnce({ scheduled() {} })(due(1), lambdaContext());
  expect(table.requests).toHaveLength(4);
  for (const { authorization, target } of table.requests) {
    expect(authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-north-1\/dynamodb\/aws4_request/,
    );
    expect(target).toBe('DynamoDB_20120810.UpdateItem');
  }
});

test('without its variables it is refused at init, and `schedule` takes no lease', async () => {
  delete process.env.TRADEWIND_LEASE_TABLE;
  expect(() => scheduleOnce({ scheduled() {} })).toThrow('[tradewind:LEASE] TRADEWIND_LEASE_TABLE');
  await schedule({ scheduled() {} })(due(1), lambdaContext());
  expect(table.requests).toHaveLength(0);
});
