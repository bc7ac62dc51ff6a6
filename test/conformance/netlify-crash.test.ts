import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Store } from '@netlify/blobs';
import { seconds } from 'tradewind';
import { NetlifySite, QueueWorker } from 'tradewind/netlify';
import { outboxStore } from '../../lib/netlify/clients/outbox';
import { createQueueClient } from '../../lib/netlify/clients/queue';
import { netlifyDefaults } from '../../lib/netlify/defaults';
import { type RunningBlobs, startBlobs } from '../netlify/blobs-server';
import { type Host, startHost } from './drivers/host';

const entry = path.join(__dirname, 'handlers/drill.ts');
const PROGRAM = path.join(__dirname, 'drivers/hosts/netlify-function.mjs');
/** Id of a message, and of a run that processes it. */
const LEASE_MS = 2000;

interface Line {
  readonly timestamp: string;
  readonly message: string;
  readonly name: string;
  readonly id: string;
  readonly attempt: number;
  readonly process: number;
}

describe('netlify', () => {
  describe('a killed worker of a queue', () => {
    const root = mkdtempSync(path.join(tmpdir(), 'tradewind-crash-'));
    let blobs: RunningBlobs;
    let directory: string;
    let workers: Readonly<Record<'plain' | 'careful', QueueWorker>>;
    let worker: QueueWorker;
    let written = '';
    const hosts: Host[] = [];

    beforeAll(async () => {
      blobs = await startBlobs();
      Object.assign(netlifyDefaults.leaseMargin, { value: 1 });
      Object.assign(netlifyDefaults.leaseRenewal, { value: 0.2 });
      const site = new NetlifySite({ root });
      const given = { entry, timeout: seconds(1), maxConcurrency: 1 };
      workers = {
        plain: new QueueWorker(site, 'Plain', given),
        careful: new QueueWorker(site, 'Careful', { ...given, idempotency: { key: 'name' } }),
      };
      directory = site.synth().directory;
    }, 60_000);
    afterEach(async () => {
      for (const host of hosts.splice(0)) await host.stop();
    });
    afterAll(async () => {
      await blobs.stop();
      rmSync(root, { recursive: true });
    });

    const start = async (name: string, env: Readonly<Record<string, string>> = {}) => {
      const file = path.join(directory, name, 'index.mjs');
      const clock = path.join(root, `clock-${hosts.length}`);
      const log = (text: string) => {
        written += text;
      };
      const host = await startHost({ program: PROGRAM, args: [file], cwd: root, env, clock, log });
      hosts.push(host);
      return host;
    };
    const call = ({ url }: Host) => fetch(url, { method: 'POST' });
    const lines = (message: string) =>
      written
        .split('\n')
        .filter((line) => line.startsWith('{') && line.endsWith('}'))
        .map((line): Line => JSON.parse(line))
        .filter((line) => line.message === message);
    const began = (name: string) => lines('began').filter((line) => line.name === name);
    const did = () => lines('did').map(({ name }) => name);
    const store = (): Store => outboxStore(worker.queue.storeName);
    const keys = async (prefix: string) => (await store().list({ prefix })).blobs.map(({ key }) => key);
    const send = async (names: readonly string[], more: object = {}) => {
      const client = createQueueClient(store, async () => {});
      for (const name of names) await client.send({ name, ...more });
    };
    const until = async (isSo: () => boolean | Promise<boolean>) => {
      for (let tries = 0; tries < 300 && !(await isSo()); tries += 1)
        await new Promise((resolve) => setTimeout(resolve, 50));
      expect(await isSo()).toBe(true);
    };
    const named = (prefix: string, count: number) => Array.from({ length: count }, (_, index) => `${prefix}-${index}`);
    const sorted = (list: readonly string[]) => [...list].sort();

    /**
     * Sends ten messages, of which the fifth hangs until the process is killed; then the sweep starts another process.
     */
    async function killInMidBatch(): Promise<readonly string[]> {
      written = '';
      const [before, after] = [named('before', 4), named('after', 5)];
      await send(before);
      await send(['held'], { hold: true });
      await send(after);
      const first = await start(worker.function.name);
      await call(first);
      await until(() => began('held').length === 1);
      await hosts.shift()!.kill();
      const second = await start(worker.function.name);
      const sweep = await start(worker.sweep.name, { URL: second.url, DEPLOY_URL: '' });
      await send(['new']);
      await until(async () => {
        expect((await call(sweep)).status).toBe(204);
        return (await keys('waiting/')).length === 0;
      });
      return [...before, 'held', ...after, 'new'];
    }

    test('loses nothing: the batch is delivered again in another process, and never processed by two at a time', async () => {
      worker = workers.plain;
      const names = await killInMidBatch();
      // Finished messages are processed again: without idempotency, the whole batch is delivered again.
      expect(sorted(did())).toEqual(sorted([...names, ...named('before', 4)]));
      const [one, two, ...more] = began('held');
      expect(more).toEqual([]);
      expect([one!.attempt, two!.attempt, two!.id]).toEqual([1, 2, one!.id]);
      expect(two!.process).not.toBe(one!.process);
      // No worker started while the killed one might still have been at work.
      const [fresh] = began('new');
      expect(Date.parse(fresh!.timestamp) - Date.parse(one!.timestamp)).toBeGreaterThan(LEASE_MS / 2);
      expect(await keys('dead/')).toEqual([]);
    }, 60_000);

    test('with idempotency processes each message once, and ignores messages sent again', async () => {
      worker = workers.careful;
      const names = await killInMidBatch();
      expect(sorted(did())).toEqual(sorted(names));
      const other = await start(worker.function.name);
      await send(names);
      await call(other);
      await until(async () => (await keys('waiting/')).length === 0);
      expect(sorted(did())).toEqual(sorted(names));
      expect(began('held').map(({ attempt }) => attempt)).toEqual([1, 2]);
      expect(await keys('dead/')).toEqual([]);
    }, 60_000);
  });
});
