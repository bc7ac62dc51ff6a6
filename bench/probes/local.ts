// Starts an app of five functions on this machine, and works on ten thousand messages of its queue.
import * as path from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { build } from 'esbuild';
import { ApiFunction, Queue, QueueWorker } from 'tradewind/aws';
import { localApp } from 'tradewind/testing';
import { printResult } from '../stacks/result';

const FUNCTIONS = 5;
const MESSAGES = 10_000;

const entry = (name: string) => path.resolve('src', `${name}.ts`);
const routes = Array.from({ length: FUNCTIONS - 1 }, (_, index) => index + 1);

function declare(): App {
  const app = new App();
  const stack = new Stack(app, 'Bench');
  for (const index of routes)
    new ApiFunction(stack, `F${index}`, { entry: entry(`p${index}`), auth: 'none', routes: [`POST /f${index}`] });
  const jobs = new Queue(stack, 'Jobs');
  new QueueWorker(stack, 'Worker', { entry: entry('local-worker'), queue: jobs });
  return app;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

async function measure(): Promise<void> {
  const entryPoints = [...routes.map((index) => entry(`p${index}`)), entry('local-worker')];
  const plain = () =>
    build({ entryPoints, bundle: true, platform: 'node', write: false, outdir: 'out', logLevel: 'error' });
  await plain();
  const esbuildMs = await timed(plain);
  const declared = declare();
  const begun = performance.now();
  const app = await localApp(declared);
  const startMs = performance.now() - begun;
  const body = JSON.stringify({ id: 'x'.repeat(10), items: [{ price: 1 }] });
  const firstMs = await timed(() => app.fetch('/f1', { method: 'POST', body }));
  const jobs = app.queue('Bench/Jobs');
  const messagesMs = await timed(async () => {
    for (let index = 0; index < MESSAGES; index += 1) await jobs.send({ index });
    await app.settled();
  });
  if (jobs.messages.length > 0 || jobs.deadLetters.length > 0) throw new Error('messages are left');
  await app.stop();
  printResult({ esbuildMs, startMs, firstMs, messagesPerSecond: MESSAGES / (messagesMs / 1000) });
}

void measure();
