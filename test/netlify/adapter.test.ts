import { http } from '../../lib/netlify/adapter/http';
import { type IdempotentQueueOptions, queueIdempotent } from '../../lib/netlify/adapter/queue-idempotent';
import { schedule } from '../../lib/netlify/adapter/schedule';

let lines: Record<string, unknown>[];
beforeEach(() => {
  lines = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((line) => lines.push(JSON.parse(String(line))) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

describe('http', () => {
  const options = { timeoutSeconds: 10, maxRequestBytes: 1000 };
  const request = () => new Request('https://shop.example/', { headers: { 'x-nf-request-id': '01HQ' } });
  const echo = {
    fetch: (_request: Request, env: Record<string, string>, ctx: { requestId: string }) =>
      Response.json([ctx.requestId, env.CURRENCY, process.env.CURRENCY]),
  };

  test('takes the id of the request from Netlify', async () => {
    const answer = http(echo, { options });
    const ask = async (context: object) => (await (answer(request(), context) as Promise<Response>)).json();
    expect((await ask({ requestId: '01HR' }))[0]).toBe('01HR');
    expect((await ask({}))[0]).toBe('01HQ');
  });

  test('has the variables of its own that were bundled in, where libraries look for them too', async () => {
    const answer = http(echo, { options: { ...options, environment: { CURRENCY: 'NOK' } } });
    const response = (await answer(request(), {})) as Response;
    expect((await response.json()).slice(1)).toEqual(['NOK', 'NOK']);
    delete process.env.CURRENCY;
  });

  test('goes on after the answer as Netlify does', async () => {
    const context = {
      kept: [] as Promise<unknown>[],
      waitUntil(promise: Promise<unknown>) {
        this.kept.push(promise);
      },
    };
    const late = {
      fetch: (_request: Request, _env: unknown, ctx: { waitUntil(promise: unknown): void }) => {
        ctx.waitUntil(new Promise(() => {}));
        return new Response('now');
      },
    };
    await http(late, { options })(request(), context);
    expect(context.kept).toHaveLength(1);
  });

  test('calls a function as Netlify would', async () => {
    const native = jest.fn(async () => undefined);
    const context = { requestId: '01HR' };
    expect(await http(native, { options })(request(), context)).toBeUndefined();
    expect(native).toHaveBeenCalledWith(expect.any(Request), context);
  });
});

describe('schedule', () => {
  const clock = { kind: 'cron', expression: '0 3 * * *', timeZone: 'UTC', firesAt: '0 3 * * *' } as const;
  const options = { timeoutSeconds: 10, job: 'Report', clock, anyTime: true };
  const fire = (handler: unknown) =>
    schedule(handler, { options })(new Request('https://shop.example/', { method: 'POST' }), {}) as Promise<Response>;

  test('does the run that is due', async () => {
    jest.useFakeTimers({ now: new Date('2026-07-01T03:00:02Z') });
    const scheduled = jest.fn();
    expect((await fire({ scheduled })).status).toBe(204);
    expect(scheduled.mock.calls[0][0]).toMatchObject({ time: '2026-07-01T03:00:00.000Z', attempt: 1 });
  });

  test('answers 500 for a run that failed, and logs why', async () => {
    const answer = await fire({ scheduled: () => Promise.reject(new Error('on purpose')) });
    expect(answer.status).toBe(500);
    expect(lines).toContainEqual(expect.objectContaining({ level: 'ERROR', message: 'The run failed' }));
  });

  test('uses a function as it is', () => {
    const native = () => {};
    expect(schedule(native, { options })).toBe(native);
  });
});

test('idempotency is for portable handlers', () => {
  const setup = { options: {} as IdempotentQueueOptions };
  expect(() => queueIdempotent(() => new Response(), setup)).toThrow(/HANDLER.*Fix: export default/);
});
