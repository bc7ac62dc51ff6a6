import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { unzipSync } from 'fflate';
import { ApiFunction, ScheduledJob } from 'tradewind/google';
import { newStack, only } from './terraform';

// What was synthesized runs on the framework by which Google runs functions.
const FRAMEWORK = path.join(__dirname, '../../node_modules/@google-cloud/functions-framework/build/src/main.js');
const work = mkdtempSync(path.join(tmpdir(), 'tradewind-functions-'));
const running: ChildProcess[] = [];
const logs: string[] = [];

afterAll(async () => {
  for (const child of running) child.kill();
  rmSync(work, { recursive: true });
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts the function whose zip lies in `folder/assets`, and returns its address. */
async function start(folder: string, name: string): Promise<string> {
  const [archive] = readdirSync(path.join(folder, 'assets'));
  const source = path.join(work, name);
  for (const [file, content] of Object.entries(unzipSync(readFileSync(path.join(folder, 'assets', archive!))))) {
    mkdirSync(path.dirname(path.join(source, file)), { recursive: true });
    writeFileSync(path.join(source, file), content);
  }
  const port = await freePort();
  const args = [FRAMEWORK, '--target=handler', '--signature-type=http', `--source=${source}`, `--port=${port}`];
  const { resource } = JSON.parse(readFileSync(path.join(folder, 'cdk.tf.json'), 'utf8'));
  const { environment_variables: environment } = only(resource, 'google_cloudfunctions2_function')
    .service_config as unknown as {
    environment_variables: Record<string, string>;
  };
  const child = spawn(process.execPath, args, { env: { ...process.env, ...environment, HOST: '127.0.0.1' } });
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => logs.push(String(text)));
  running.push(child);
  const url = `http://127.0.0.1:${port}`;
  for (let tries = 0; tries < 100; tries += 1) {
    const up = await fetch(`${url}/`, { method: 'HEAD' }).then(
      () => true,
      () => false,
    );
    if (up) return url;
    await sleep(50);
  }
  throw new Error(`the function did not start: ${logs.join('')}`);
}

describe('an ApiFunction', () => {
  let url = '';

  beforeAll(async () => {
    const { stack, folder, synthesize } = newStack({});
    new ApiFunction(stack, 'Echo', {
      entry: path.join(__dirname, 'handlers/echo.ts'),
      routes: ['GET /echo/{name}', 'POST /echo', 'GET /fail', 'GET /stream'],
      auth: 'none',
      cors: { origins: ['https://shop.example'] },
      maxRequestBytes: 1000,
      environment: { GREETING: 'hello' },
    });
    synthesize();
    url = await start(folder, 'echo');
  }, 30_000);

  test('answers with the parameters of the route, its environment and context', async () => {
    const response = await fetch(`${url}/echo/a%20b?q=1&q=2`, { headers: { 'x-many': 'a' } });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      params: { name: 'a b' },
      query: [
        ['q', '1'],
        ['q', '2'],
      ],
      greeting: 'hello',
      provider: 'google',
      requestId: expect.stringMatching(/.+/),
      remaining: true,
    });
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  test('hands binary bodies over and back', async () => {
    const bytes = new Uint8Array([0, 255, 128, 10]);
    const headers = { 'content-type': 'application/octet-stream' };
    const response = await fetch(`${url}/echo`, { method: 'POST', body: bytes, headers });
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(bytes);
  });

  test('refuses large bodies, unknown paths and methods', async () => {
    expect((await fetch(`${url}/echo`, { method: 'POST', body: 'x'.repeat(1001) })).status).toBe(413);
    expect((await fetch(`${url}/nothing`)).status).toBe(404);
    const wrong = await fetch(`${url}/echo`, { method: 'DELETE' });
    expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
  });

  test('says nothing of an error but the id of the request', async () => {
    const response = await fetch(`${url}/fail`, { headers: { 'x-cloud-trace-context': 'trace-7/1;o=1' } });
    expect(response.status).toBe(500);
    expect(await response.json()).toEqual({ message: 'Internal Server Error', requestId: 'trace-7' });
    const line = logs
      .join('')
      .split('\n')
      .find((text) => text.includes('Answered 500'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({
      level: 'ERROR',
      requestId: 'trace-7',
      'logging.googleapis.com/trace': 'trace-7',
      error: { message: 'on purpose', stack: expect.stringMatching(/echo\.ts:\d+/) },
    });
  });

  test('answers preflight requests of the origins that were named', async () => {
    const ask = (origin: string) =>
      fetch(`${url}/echo`, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    expect((await ask('https://shop.example')).headers.get('access-control-allow-origin')).toBe('https://shop.example');
    expect((await ask('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  test('streams', async () => {
    const response = await fetch(`${url}/stream`);
    const reader = response.body!.getReader();
    const first = await reader.read();
    expect(new TextDecoder().decode(first.value)).toBe('one');
    expect(new TextDecoder().decode((await reader.read()).value)).toBe('two');
  });
});

describe('a ScheduledJob', () => {
  let url = '';

  beforeAll(async () => {
    const { stack, folder, synthesize } = newStack({});
    new ScheduledJob(stack, 'Report', {
      entry: path.join(__dirname, 'handlers/report.ts'),
      schedule: 'every day at 03:00',
      timeZone: 'Europe/Oslo',
    });
    synthesize();
    url = await start(folder, 'report');
  }, 30_000);

  const fire = (time: string, body?: object) =>
    fetch(url, {
      method: 'POST',
      headers: { 'x-cloudscheduler-scheduletime': time, 'content-type': 'application/json' },
      body: body && JSON.stringify(body),
    });

  test('gets the time that it was due, and its input', async () => {
    expect((await fire('2026-07-01T01:00:00Z', { days: 7 })).status).toBe(204);
    expect(logs.join('')).toMatch(/"message":"ran","time":"2026-07-01T01:00:00\.000Z","data":\{"days":7\}/);
  });

  test('that fails is known to have failed', async () => {
    expect((await fire('2026-07-02T01:00:00Z', { fail: true })).status).toBe(500);
  });
});
