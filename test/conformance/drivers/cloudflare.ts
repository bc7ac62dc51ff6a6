import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as cloudflare from 'tradewind/cloudflare';
import { type Driver, SECRET_VALUE } from '../driver';
import { requireRuntime, runtimeName } from '../runtimes';
import { readStack, type SynthesizedStack } from './cloudflare-stack';

/** Parts of Miniflare that are used. */
interface MiniflareInstance {
  readonly ready: Promise<URL>;
  unsafeGetDirectURL(worker: string): Promise<URL>;
  getWorker(name: string): Promise<{ scheduled(event: object): Promise<{ outcome: string }> }>;
  getR2Bucket(binding: string, worker: string): Promise<R2Bucket>;
  getQueueProducer(binding: string, worker: string): Promise<{ send(body: unknown): Promise<void> }>;
  dispose(): Promise<void>;
}

interface R2Bucket {
  put(key: string, body: string | Uint8Array): Promise<{ size: number; etag: string }>;
  delete(key: string): Promise<void>;
}

/** Worker of the test, which replaces the dashboard: it is bound to every bucket and queue, and to the dead letters. */
const DASHBOARD = {
  name: 'dashboard',
  modules: true,
  script: `export default { async queue(batch) {
    for (const { body } of batch.messages) console.log('dead letter ' + JSON.stringify({ queue: batch.queue, body }));
  } };`,
} as const;

/** Runs workerd, which Cloudflare runs too, by Miniflare. It takes the whole synthesized stack. */
export const driver: Driver = {
  provider: 'cloudflare',
  runtime: `${runtimeName('miniflare')} (workerd)`,
  async start(declare) {
    const work = mkdtempSync(path.join(tmpdir(), 'tradewind-cloudflare-'));
    const app = new cloudflare.App({ outdir: work });
    const stack = new cloudflare.CloudflareStack(app, 'Test', { accountId: '0123456789abcdef0123456789abcdef' });
    declare(cloudflare as never, stack);
    app.synth();
    const secrets = stack.node.findAll().filter((each) => each instanceof cloudflare.Secret);
    const found = readStack(
      path.join(work, 'stacks/Test'),
      Object.fromEntries(secrets.map(({ variable }) => [variable, SECRET_VALUE])),
    );
    const lines: string[] = [];
    const miniflare = startMiniflare(found, (text) => lines.push(text));
    await miniflare.ready;
    const nameOf = (id: string) => found.workers.get(id)!.name;
    const logs = () => lines.join('');
    return {
      async fetch(id, to, init) {
        const url = await miniflare.unsafeGetDirectURL(nameOf(id));
        return fetch(new URL(to, url), { redirect: 'manual', ...init });
      },
      async schedule(id, time) {
        const worker = await miniflare.getWorker(nameOf(id));
        const { outcome } = await worker.scheduled({ scheduledTime: new Date(time), cron: '0 * * * *' });
        return { failed: outcome !== 'ok' };
      },
      upload: (id, key, body) => upload(miniflare, found, { bucket: found.buckets.get(id)!, key, body }),
      async deadLetters(id) {
        const name = found.deadLetters.get(id);
        return logs()
          .split('\n')
          .flatMap((line) => (line.startsWith('dead letter ') ? [JSON.parse(line.slice(12))] : []))
          .flatMap(({ queue, body }) => (queue === name ? [body] : []));
      },
      logs,
      async stop() {
        await miniflare.dispose();
        rmSync(work, { recursive: true });
      },
    };
  },
};

function startMiniflare(found: SynthesizedStack, log: (text: string) => void): MiniflareInstance {
  const Miniflare = requireRuntime('miniflare').Miniflare as new (options: object) => MiniflareInstance;
  const same = (names: Iterable<string>) => Object.fromEntries([...names].map((name) => [name, name]));
  const queues = new Set([...found.consumers.keys(), ...found.deadLetters.values()]);
  return new Miniflare({
    host: '127.0.0.1',
    // Logs of workers, which arrive in the runtime's own output.
    handleRuntimeStdio(stdout: NodeJS.ReadableStream, stderr: NodeJS.ReadableStream) {
      for (const stream of [stdout, stderr]) stream.on('data', (text) => log(String(text)));
    },
    workers: [
      {
        ...DASHBOARD,
        r2Buckets: same(found.buckets.values()),
        queueProducers: same(queues),
        queueConsumers: Object.fromEntries(
          [...found.deadLetters.values()].map((name) => [name, { maxBatchTimeout: 0 }]),
        ),
      },
      ...[...found.workers.values()].map((worker) => ({
        ...worker,
        unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
      })),
    ],
  });
}

/** R2 sends no notifications here: the driver sends them by the synthesized rules. */
async function upload(
  miniflare: MiniflareInstance,
  { notifications }: SynthesizedStack,
  { bucket, key, body }: { bucket: string; key: string; body: string | Uint8Array | undefined },
): Promise<void> {
  const store = await miniflare.getR2Bucket(bucket, DASHBOARD.name);
  const action = body === undefined ? 'DeleteObject' : 'PutObject';
  const put = body === undefined ? void (await store.delete(key)) : await store.put(key, toPlain(body));
  const object = put ? { key, size: put.size, eTag: put.etag } : { key };
  for (const { queue, rules } of notifications.filter((each) => each.bucket === bucket)) {
    const fits = rules.some(({ actions, prefix = '', suffix = '' }) => {
      return actions.includes(action) && key.startsWith(prefix) && key.endsWith(suffix);
    });
    if (!fits) continue;
    const producer = await miniflare.getQueueProducer(queue, DASHBOARD.name);
    await producer.send({ account: 'test', action, bucket, object, eventTime: new Date().toISOString() });
  }
}

/** Miniflare requires bytes as a plain array. */
function toPlain(body: string | Uint8Array): string | Uint8Array {
  return typeof body === 'string' ? body : Uint8Array.from(body);
}
