import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { unzipSync } from 'fflate';
import * as google from 'tradewind/google';
import type { Driver } from '../driver';
import { runtimeFile, runtimeName } from '../runtimes';

const FRAMEWORK = '@google-cloud/functions-framework';

/** The Functions Framework, which is what Google runs. It takes the zip that was synthesized, and the settings beside it. */
export const driver: Driver = {
  provider: 'google',
  runtime: runtimeName(FRAMEWORK),
  async start(declare) {
    const work = mkdtempSync(path.join(tmpdir(), 'tradewind-google-'));
    const app = new google.App({ outdir: path.join(work, 'out') });
    const stack = new google.GoogleStack(app, 'Test', { project: 'test', region: 'europe-north1' });
    declare(google as never, stack);
    app.synth();
    const functions = readFunctions(path.join(work, 'out/stacks/Test'));
    const lines: string[] = [];
    const started = new Map<string, { url: string; child: ChildProcess }>();
    for (const [id, fn] of functions) started.set(id, await startFunction(fn, path.join(work, id), lines));
    return {
      fetch: (id, to, init) => fetch(`${started.get(id)!.url}${to}`, { redirect: 'manual', ...init }),
      async schedule(id, time) {
        const { body } = functions.get(id)!;
        const headers = { 'x-cloudscheduler-scheduletime': time, 'content-type': 'application/json' };
        const answer = await fetch(started.get(id)!.url, { method: 'POST', headers, body });
        return { failed: !answer.ok };
      },
      logs: () => lines.join(''),
      async stop() {
        for (const { child } of started.values()) {
          child.kill();
          await once(child, 'exit');
        }
        rmSync(work, { recursive: true });
      },
    };
  },
};

interface SynthesizedFunction {
  readonly zip: string;
  readonly environment: Record<string, string>;
  /** What Cloud Scheduler would send. */
  readonly body?: string;
}

/** What is read of a resource. */
interface Resource {
  readonly '//': { readonly metadata: { readonly path: string } };
  readonly source: string;
  readonly http_target: { readonly body?: string };
  readonly service_config: { readonly environment_variables?: Record<string, string> };
}

/** The functions of a stack by the ids of their constructs, from what Terraform would be given. */
function readFunctions(folder: string): Map<string, SynthesizedFunction> {
  const { resource } = JSON.parse(readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8'));
  const idOf = (entry: Resource) => entry['//'].metadata.path.split('/')[1]!;
  const of = (type: string): Resource[] => Object.values(resource[type] ?? {});
  const objects = new Map(of('google_storage_bucket_object').map((object) => [idOf(object), object.source]));
  const bodies = new Map(of('google_cloud_scheduler_job').map((job) => [idOf(job), job.http_target.body]));
  return new Map(
    of('google_cloudfunctions2_function').map((fn) => {
      const id = idOf(fn);
      const encoded = bodies.get(id);
      const body = encoded && Buffer.from(encoded, 'base64').toString();
      const environment = fn.service_config.environment_variables ?? {};
      return [id, { zip: path.join(folder, objects.get(id)!), environment, body }];
    }),
  );
}

async function startFunction({ zip, environment }: SynthesizedFunction, folder: string, lines: string[]) {
  for (const [name, content] of Object.entries(unzipSync(readFileSync(zip)))) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  const port = await freePort();
  const main = runtimeFile(`${FRAMEWORK}/build/src/main.js`);
  const child = spawn(
    process.execPath,
    [main, '--target=handler', '--signature-type=http', `--source=${folder}`, `--port=${port}`],
    { env: { ...process.env, ...environment, HOST: '127.0.0.1' } },
  );
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => lines.push(String(text)));
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 200; tries += 1) {
    if (lines.some((line) => line.includes(`http://localhost:${port}`) || line.includes(`:${port}`)))
      return { url, child };
    if (
      await fetch(`${url}/`, { method: 'OPTIONS' }).then(
        () => true,
        () => false,
      )
    )
      return { url, child };
    await sleep(50);
  }
  throw new Error(`The function did not start:\n${lines.join('')}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
