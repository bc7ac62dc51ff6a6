import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import * as cloudflare from 'tradewind/cloudflare';
import type { Driver } from '../driver';
import { requireRuntime, runtimeName } from '../runtimes';

/** What is used of Miniflare. */
interface MiniflareInstance {
  readonly ready: Promise<URL>;
  getWorker(): Promise<{ scheduled(event: { scheduledTime: Date; cron: string }): Promise<{ outcome: string }> }>;
  dispose(): Promise<void>;
}

/** What is read of a worker. */
interface Script {
  readonly '//': { readonly metadata: { readonly path: string } };
  readonly main_module: string;
  readonly content_file: string;
  readonly compatibility_date: string;
  readonly compatibility_flags: readonly string[];
  readonly bindings?: readonly { readonly name: string; readonly text: string }[];
}

/** workerd, which is what Cloudflare runs, by Miniflare. It takes the script that was synthesized, and its bindings. */
export const driver: Driver = {
  provider: 'cloudflare',
  runtime: `${runtimeName('miniflare')} (workerd)`,
  async start(declare) {
    const work = mkdtempSync(path.join(tmpdir(), 'tradewind-cloudflare-'));
    const app = new cloudflare.App({ outdir: work });
    const stack = new cloudflare.CloudflareStack(app, 'Test', { accountId: '0123456789abcdef0123456789abcdef' });
    declare(cloudflare as never, stack);
    app.synth();
    const lines: string[] = [];
    const workers = readWorkers(path.join(work, 'stacks/Test'));
    const Miniflare = requireRuntime('miniflare').Miniflare as new (options: object) => MiniflareInstance;
    const started = new Map<string, MiniflareInstance>();
    for (const [id, worker] of workers) {
      const miniflare = new Miniflare({
        ...worker,
        host: '127.0.0.1',
        handleRuntimeStdio(stdout: NodeJS.ReadableStream, stderr: NodeJS.ReadableStream) {
          for (const stream of [stdout, stderr]) stream.on('data', (text) => lines.push(String(text)));
        },
      });
      await miniflare.ready;
      started.set(id, miniflare);
    }
    return {
      async fetch(id, to, init) {
        const url = await started.get(id)!.ready;
        return fetch(new URL(to, url), { redirect: 'manual', ...init });
      },
      async schedule(id, time) {
        const worker = await started.get(id)!.getWorker();
        const { outcome } = await worker.scheduled({ scheduledTime: new Date(time), cron: '0 * * * *' });
        return { failed: outcome !== 'ok' };
      },
      logs: () => lines.join(''),
      async stop() {
        for (const miniflare of started.values()) await miniflare.dispose();
        rmSync(work, { recursive: true });
      },
    };
  },
};

/** The workers of a stack by the ids of their constructs, from what Terraform would be given. */
function readWorkers(folder: string): Map<string, object> {
  const { resource } = JSON.parse(readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8'));
  return new Map(
    Object.values<Script>(resource.cloudflare_workers_script).map((script) => [
      script['//'].metadata.path.split('/')[1]!,
      {
        modules: [
          {
            type: 'ESModule',
            path: script.main_module,
            contents: readFileSync(path.join(folder, script.content_file), 'utf8'),
          },
        ],
        compatibilityDate: script.compatibility_date,
        compatibilityFlags: script.compatibility_flags,
        bindings: Object.fromEntries((script.bindings ?? []).map(({ name, text }) => [name, text])),
      },
    ]),
  );
}
