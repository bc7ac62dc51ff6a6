import { http } from '../../lib/vercel/adapter/http';
import { schedule } from '../../lib/vercel/adapter/schedule';

const CONTEXT = Symbol.for('@vercel/request-context');
const context = globalThis as Record<symbol, unknown>;

let lines: Record<string, unknown>[];
beforeEach(() => {
  lines = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(JSON.parse(String(line))) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
  delete context[CONTEXT];
  delete process.env.CRON_SECRET;
});

type Fetch = { fetch(request: Request): Promise<Response> };

describe('http', () => {
  const options = { timeoutSeconds: 10, maxRequestBytes: 1000 };

  test('takes the id of the request, and the way to go on after it, from Vercel', async () => {
    const kept: Promise<unknown>[] = [];
    context[CONTEXT] = { get: () => ({ waitUntil: (promise: Promise<unknown>) => kept.push(promise) }) };
    const module = http(
      {
        fetch: (_request: Request, _env: unknown, ctx: { requestId: string; waitUntil(promise: unknown): void }) => {
          ctx.waitUntil(new Promise(() => {}));
          return new Response(ctx.requestId);
        },
      },
      { options },
    ) as Fetch;
    const answer = await module.fetch(new Request('https://shop.example/', { headers: { 'x-vercel-id': 'arn1::7' } }));
    expect(await answer.text()).toBe('arn1::7');
    expect(kept).toHaveLength(1);
  });

  test('waits for pending work, where Vercel does not', async () => {
    let done = false;
    const module = http(
      {
        fetch: (_request: Request, _env: unknown, ctx: { waitUntil(promise: unknown): void }) => {
          ctx.waitUntil(new Promise((resolve) => setTimeout(resolve, 5)).then(() => (done = true)));
          return new Response();
        },
      },
      { options },
    ) as Fetch;
    await module.fetch(new Request('https://shop.example/'));
    expect(done).toBe(true);
  });
});

describe('schedule', () => {
  const utc = { kind: 'cron', expression: '0 3 * * *', timeZone: 'UTC', firesAt: '0 3 * * *' } as const;
  const runs: { id: string; time: string; data: unknown }[] = [];
  const handler = { scheduled: (event: (typeof runs)[number]) => void runs.push(event) };
  const options = { timeoutSeconds: 10, job: 'Report', input: { days: 7 }, clock: utc, anyTime: true };
  const ask = (module: Fetch, secret = 'hush') =>
    module.fetch(new Request('https://shop.example/_tw/report', { headers: { authorization: `Bearer ${secret}` } }));

  beforeEach(() => {
    runs.length = 0;
    process.env.CRON_SECRET = 'hush';
    jest.useFakeTimers({ now: new Date('2026-07-01T03:00:21Z') });
  });

  test('does the run that is due, with the same id however late it comes', async () => {
    const module = schedule(handler, { options });
    expect((await ask(module)).status).toBe(204);
    jest.setSystemTime(new Date('2026-07-01T03:40:00Z'));
    await ask(module);
    const run = { id: 'Report/2026-07-01T03:00:00.000Z', time: '2026-07-01T03:00:00.000Z', data: { days: 7 } };
    expect(runs).toEqual([expect.objectContaining(run), expect.objectContaining(run)]);
  });

  test('runs at once when it is started by hand, unless firings are filtered', async () => {
    jest.setSystemTime(new Date('2026-07-01T12:00:00Z'));
    await ask(schedule(handler, { options }));
    expect(runs).toMatchObject([{ time: '2026-07-01T12:00:00.000Z' }]);
    expect((await ask(schedule(handler, { options: { ...options, anyTime: false } }))).status).toBe(204);
    expect(runs).toHaveLength(1);
  });

  test('rejects requests without the secret, and all requests if no secret is set', async () => {
    const module = schedule(handler, { options });
    expect((await ask(module, 'guess')).status).toBe(401);
    expect((await module.fetch(new Request('https://shop.example/_tw/report'))).status).toBe(401);
    delete process.env.CRON_SECRET;
    expect((await ask(module, 'undefined')).status).toBe(500);
    expect((await ask(module, '')).status).toBe(500);
    expect(runs).toEqual([]);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'ERROR', message: expect.stringContaining('CRON_SECRET') }),
    );
  });

  test('guards a function too', async () => {
    const native = jest.fn(() => new Response('done'));
    expect((await ask(schedule(native, { options }), 'guess')).status).toBe(401);
    expect(await (await ask(schedule(native, { options }))).text()).toBe('done');
    expect(native).toHaveBeenCalledTimes(1);
  });

  test('answers 500 for a run that failed, and logs why', async () => {
    const module = schedule({ scheduled: () => Promise.reject(new Error('on purpose')) }, { options });
    expect((await ask(module)).status).toBe(500);
    expect(lines).toContainEqual(
      expect.objectContaining({ level: 'ERROR', error: expect.objectContaining({ message: 'on purpose' }) }),
    );
  });
});
