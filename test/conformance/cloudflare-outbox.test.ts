import * as path from 'node:path';
import { hours, seconds } from 'tradewind';
import type { Running } from './driver';
import { driver } from './drivers/cloudflare';

const handler = (name: string) => path.join(__dirname, `handlers/${name}.ts`);

describe('cloudflare', () => {
  describe('the outbox of a table', () => {
    let running: Running;
    afterAll(() => running?.stop());
    beforeAll(async () => {
      running = await driver.start(({ ApiFunction, ChangeProcessor, Table }, scope) => {
        const items = new Table(scope, 'Items', { partitionKey: 'id', timeToLive: 'until', removalPolicy: 'destroy' });
        const bindings = { ITEMS: items };
        new ApiFunction(scope, 'Ledger', {
          entry: handler('ledger'),
          auth: 'none',
          routes: ['POST /ledger'],
          bindings,
        });
        const strict = { entry: handler('strict'), table: items, batchWindow: seconds(0), maxAge: hours(1) };
        new ChangeProcessor(scope, 'Strict', { ...strict, retries: 1, filter: { where: { kind: ['strict'] } } });
        new ChangeProcessor(scope, 'Deletions', { ...strict, filter: { types: ['delete'] } });
      });
    }, 60_000);

    const ask = (body: object) => running.fetch('Ledger', '/ledger', { method: 'POST', body: JSON.stringify(body) });
    const sql = async (text: string) => (await ask({ sql: text })).json();
    const until = async (text: string, rows: unknown) => {
      for (let tries = 0; tries < 400; tries += 1) {
        if (JSON.stringify(await sql(text)) === JSON.stringify(rows)) break;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      expect(await sql(text)).toEqual(rows);
    };
    const batches = () =>
      running
        .logs()
        .split('\n')
        .flatMap((line) => /"ids":(\[.*?\])/.exec(line)?.[1] ?? []);

    test('gives up changes that fail at every attempt, keeps them, and continues', async () => {
      await ask({ id: 'bad', kind: 'strict', bad: true });
      await ask({ id: 'good', kind: 'strict' });
      await until('SELECT count(*) AS waiting FROM changes', [{ waiting: 0 }]);
      expect(await sql('SELECT follower, type, key, new, attempts, reason FROM failed_changes')).toEqual([
        {
          follower: 'Test/Strict',
          type: 'insert',
          key: '{"id":"bad"}',
          new: '{"id":"bad","kind":"strict","bad":true}',
          attempts: 2,
          reason: 'it failed each time',
        },
      ]);
      // The good change did arrive, after two attempts of the bad one, alone or together.
      expect(batches().filter((ids) => ids.includes('bad'))).toHaveLength(2);
      expect(batches()).toContain('["good"]');
    }, 20_000);

    test('keeps no changes for followers that filter them out', async () => {
      await ask({ id: 'other', kind: 'other' });
      await until('SELECT count(*) AS waiting FROM changes', [{ waiting: 0 }]);
      expect(batches().some((ids) => ids.includes('other'))).toBe(false);
    });

    test('is polled on a schedule, when no message announced a change', async () => {
      const insert =
        "INSERT INTO changes (follower, type, key, new, time) VALUES ('Test/Strict', 'insert', '{\"id\":\"lost\"}', '{\"kind\":\"strict\"}', strftime('%Y-%m-%dT%H:%M:%SZ', 'now')) RETURNING 1";
      await sql(insert);
      expect(batches()).not.toContain('["lost"]');
      expect(await running.schedule!('Strict', new Date().toISOString())).toEqual({ failed: false });
      await until('SELECT count(*) AS waiting FROM changes', [{ waiting: 0 }]);
      expect(batches()).toContain('["lost"]');
    });

    test('gives up changes that are too old, without an attempt', async () => {
      const insert =
        "INSERT INTO changes (follower, type, key, new, time) VALUES ('Test/Strict', 'insert', '{\"id\":\"old\"}', '{\"kind\":\"strict\"}', '2020-01-01T00:00:00Z') RETURNING 1";
      await sql(insert);
      await running.schedule!('Strict', new Date().toISOString());
      await until("SELECT reason FROM failed_changes WHERE key LIKE '%old%'", [{ reason: 'it is too old' }]);
      expect(batches()).not.toContain('["old"]');
    });

    test('an expired item is not found, and is deleted by the next write', async () => {
      await ask({ id: 'over', until: 1 });
      expect(await (await ask({ get: { id: 'over' } })).json()).toBeNull();
      expect(await sql("SELECT pk FROM items WHERE pk = 'over'")).toEqual([{ pk: 'over' }]);
      await ask({ id: 'next', until: Date.now() / 1000 + 60 });
      expect(await sql("SELECT pk FROM items WHERE pk IN ('over', 'next')")).toEqual([{ pk: 'next' }]);
    });
  });
});
