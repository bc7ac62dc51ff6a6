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
import { startGoogleServices } from './google-services';
import { readGoogleStack, type SynthesizedFunction } from './google-stack';

const FRAMEWORK = '@google-cloud/functions-framework';

/** Runs the Functions Framework, which Google runs too. It takes the synthesized zip, and the settings next to it. */
export const driver: Driver = {
  provider: 'google',
  runtime: runtimeName(FRAMEWORK),
  async start(declare) {
    const work = mkdtempSync(path.join(tmpdir(), 'tradewind-google-'));
    const app = new google.App({ outdir: path.join(work, 'out') });
    const stack = new google.GoogleStack(app, 'Test', { project: 'test-4711', region: 'europe-north1' });
    declare(google as never, stack);
    app.synth();
    const ports = new Map<string, number>();
    for (const { node } of stack.node.children) ports.set(node.id, await freePort());
    const urlOf = (id: string) => `http://127.0.0.1:${ports.get(id)}`;
    const resources = readGoogleStack(path.join(work, 'out/stacks/Test'), urlOf);
    const services = await startGoogleServices(() => resources, urlOf);
    const variables = {
      STORAGE_EMULATOR_HOST: `http://${services.address}`,
      FIRESTORE_EMULATOR_HOST: services.address,
      PUBSUB_EMULATOR_HOST: services.address,
      SECRET_MANAGER_EMULATOR_HOST: `http://${services.address}`,
    };
    const lines: string[] = [];
    const children = resources.functions.map((fn) => {
      const place = { folder: path.join(work, fn.id), port: ports.get(fn.id)!, variables };
      return startFunction(fn, place, (text) => lines.push(text));
    });
    const stop = async () => {
      await services.stop();
      for (const child of children) {
        child.kill();
        if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
      }
      rmSync(work, { recursive: true });
    };
    try {
      for (const { id } of resources.functions) await answering(urlOf(id), () => lines.join(''));
    } catch (error) {
      await stop();
      throw error;
    }
    return {
      fetch: (id, to, init) => fetch(`${urlOf(id)}${to}`, { redirect: 'manual', ...init }),
      async schedule(id, time) {
        const { body } = resources.functions.find((fn) => fn.id === id)!;
        const headers = { 'x-cloudscheduler-scheduletime': time, 'content-type': 'application/json' };
        const answer = await fetch(urlOf(id), { method: 'POST', headers, body });
        return { failed: !answer.ok };
      },
      async upload(id, key, body) {
        services.upload(resources.buckets.get(id)!, key, body === undefined ? undefined : Buffer.from(body));
      },
      deadLetters: async (id) => services.deadLetters(id),
      logs: () => lines.join(''),
      stop,
    };
  },
};

interface Place {
  readonly folder: string;
  readonly port: number;
  readonly variables: Readonly<Record<string, string>>;
}

function startFunction(
  fn: SynthesizedFunction,
  { folder, port, variables }: Place,
  log: (text: string) => void,
): ChildProcess {
  for (const [name, content] of Object.entries(unzipSync(readFileSync(fn.zip)))) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), content);
  }
  const main = runtimeFile(`${FRAMEWORK}/build/src/main.js`);
  const signature = fn.database === undefined ? 'http' : 'cloudevent';
  const child = spawn(
    process.execPath,
    [main, '--target=handler', `--signature-type=${signature}`, `--source=${folder}`, `--port=${port}`],
    { env: { ...process.env, ...fn.environment, ...variables, HOST: '127.0.0.1', PORT: String(port) } },
  );
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => log(String(text)));
  return child;
}

async function answering(url: string, written: () => string): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    const up = await fetch(url, { method: 'OPTIONS' }).then(
      () => true,
      () => false,
    );
    if (up) return;
    await sleep(50);
  }
  throw new Error(`A function did not start:\n${written()}`);
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
