import { execFileSync, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import * as path from 'node:path';
import { findCommand } from '../../lib/local/dev/app-command';
import { Dev, type DevOptions } from '../../lib/local/dev/dev';
import type { DevEvent, ReadyEvent } from '../../lib/local/dev/dev-event';
import { openState } from '../../lib/local/state/state-folder';
import { CLI, DevProject, handlerSaying } from './dev-project';

jest.setTimeout(180_000);

let project: DevProject;
const running: Dev[] = [];

beforeEach(() => {
  project = new DevProject();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((dev) => dev.stop()));
  project.remove();
});

class Events {
  readonly all: DevEvent[] = [];
  private readonly waiting: (() => void)[] = [];

  readonly add = (event: DevEvent) => {
    this.all.push(event);
    for (const wake of this.waiting.splice(0)) wake();
  };

  /** The next event of a type that is not yet taken. */
  async next<Type extends DevEvent['type']>(type: Type): Promise<Extract<DevEvent, { type: Type }>> {
    for (;;) {
      const index = this.all.findIndex((event) => event.type === type);
      if (index >= 0) return this.all.splice(index, 1)[0] as Extract<DevEvent, { type: Type }>;
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }
}

async function start(options: Partial<DevOptions> = {}) {
  const events = new Events();
  const dev = await Dev.start({
    folder: project.folder,
    command: findCommand(project.folder, undefined),
    host: '127.0.0.1',
    port: 0,
    namespace: 'default',
    reset: false,
    onEvent: events.add,
    ...options,
  });
  running.push(dev);
  const { url, ...ready } = await events.next('ready');
  return { dev, events, url, ready: ready as Omit<ReadyEvent, 'url'> };
}

const jsonOf = async (url: string, route = '/hello') => (await fetch(url + route)).json();

test('the app of cdk.json runs, with the values of .env.local', async () => {
  const { url, ready } = await start();
  expect(ready).toMatchObject({
    routes: [
      { route: 'GET /hello', function: 'Shop/Api' },
      { route: 'POST /jobs', function: 'Shop/Api' },
    ],
    findings: [],
  });
  expect(await jsonOf(url)).toEqual({ word: 'hello', key: 'k-1' });
  expect((await fetch(`${url}/nothing`)).status).toBe(404);
});

test('a secret without a value is named with the command that gives it one', async () => {
  project.write('.env.local', '');
  const { ready } = await start();
  expect(ready.findings).toEqual([
    { path: 'Shop/Key', message: 'the secret has no value', fix: "run echo 'SHOP_KEY=...' >> .env.local" },
  ]);
});

test('a saved handler answers with its new code; one that does not build is reported, and the last good code goes on', async () => {
  const { url, events } = await start();
  project.write('api.ts', handlerSaying('bonjour'));
  expect((await events.next('reloaded')).functions).toEqual(['Shop/Api/Function']);
  expect(await jsonOf(url)).toMatchObject({ word: 'bonjour' });
  project.write('api.ts', 'export default { fetch( };');
  expect((await events.next('error')).message).toMatch(/Shop\/Api: does not build: api\.ts:1:\d+/);
  expect(await jsonOf(url)).toMatchObject({ word: 'bonjour' });
  project.write('api.ts', handlerSaying('hola'));
  await events.next('reloaded');
  expect(await jsonOf(url)).toMatchObject({ word: 'hola' });
});

test('a changed app is applied and keeps the state; one that fails is reported, and the last one goes on', async () => {
  const { url, events, dev } = await start();
  await fetch(`${url}/jobs`, { method: 'POST', body: 'first' });
  project.changeApp();
  const { routes } = await events.next('ready');
  expect(routes.map(({ route }) => route)).toContain('GET /other');
  expect(await jsonOf(url, '/other')).toMatchObject({ colour: 'red' });
  project.write('app.ts', "throw new Error('no such table');");
  expect((await events.next('error')).message).toContain('no such table');
  expect(await jsonOf(url)).toMatchObject({ word: 'hello' });
  running.splice(running.indexOf(dev), 1);
  await dev.stop();
  expect(jobsOf(project.folder)).toEqual(['first']);
});

/** Texts of the jobs that are kept. */
function jobsOf(folder: string): string[] {
  const state = openState(path.join(folder, '.tradewind', 'local', 'default'), { reset: false });
  const texts = state.journal.read('queue Shop/Jobs/Queue').map(({ value }) => (value as { text: string }).text);
  state.journal.close();
  state.release();
  return texts;
}

test('it refuses secrets that git would commit', async () => {
  execFileSync('git', ['init', '--quiet'], { cwd: project.folder });
  await expect(start()).rejects.toThrow(
    "[tradewind:DEV_ENV] Git does not ignore .env.local, which holds secrets. Fix: echo '.env.local' >> .gitignore",
  );
  project.write('.gitignore', '.env.local\n');
  await expect(start()).resolves.toBeDefined();
});

test('an occupied port and a state in use are refused with who has them', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await expect(start({ port })).rejects.toThrow(`[tradewind:DEV_PORT] Port ${port} is in use by`);
  server.close();
});

test('an app that is not found, fails or has nothing is refused with what to do', async () => {
  await expect(start({ command: 'node -e "process.exit(3)"' })).rejects.toThrow(
    '[tradewind:DEV_APP] The app ended with code 3',
  );
  await expect(start({ command: 'node -e "0"' })).rejects.toThrow('The app has no constructs of tradewind');
  project.write('cdk.json', '{}');
  expect(() => findCommand(project.folder, undefined)).toThrow('name no app. Fix: give its command');
});

test('the command writes events as JSON, loses nothing that was acknowledged when it is killed, and ends at Ctrl-C', async () => {
  const first = spawnDev();
  const { url } = await first.events.next('ready');
  const statuses = await Promise.all(
    Array.from(
      { length: 20 },
      async (_, index) => (await fetch(`${url}/jobs`, { method: 'POST', body: `job ${index}` })).status,
    ),
  );
  process.kill(enginePid(), 'SIGKILL');
  expect(await first.closed).toBe(1);
  expect(new Set(statuses)).toEqual(new Set([202]));
  expect(jobsOf(project.folder)).toHaveLength(20);

  const second = spawnDev();
  await second.events.next('ready');
  const refused = spawnDev();
  expect([await refused.closed, refused.errors()]).toEqual([
    1,
    expect.stringMatching(/is in use by process \d+\. Fix/),
  ]);
  second.child.kill('SIGINT');
  expect(await second.closed).toBe(0);
  expect(jobsOf(project.folder)).toHaveLength(20);
});

test('an allocation that ends the process is reported, and the app starts again', async () => {
  const { events, child, closed } = spawnDev();
  const { url } = await events.next('ready');
  process.kill(enginePid(), 'SIGABRT');
  expect((await events.next('error')).message).toContain('ended by SIGABRT');
  const again = await events.next('ready');
  expect([again.url === url, (await fetch(`${again.url}/nothing`)).status]).toEqual([false, 404]);
  child.kill('SIGTERM');
  expect(await closed).toBe(0);
});

/** Id of the process that has the state. */
function enginePid(): number {
  return Number(readFileSync(path.join(project.folder, '.tradewind/local/default/pid'), 'utf8'));
}

test('the engine ends with the process that supervises it, also when that is killed', async () => {
  const { events, child, closed } = spawnDev();
  await events.next('ready');
  const engine = enginePid();
  child.kill('SIGKILL');
  await closed;
  const isRunning = () => {
    try {
      return process.kill(engine, 0);
    } catch {
      return false;
    }
  };
  while (isRunning()) await new Promise((resolve) => setTimeout(resolve, 50));
  expect(jobsOf(project.folder)).toEqual([]);
});

function spawnDev() {
  const child = spawn(process.execPath, [CLI, 'dev', '--port', '0', '--json'], { cwd: project.folder });
  const events = new Events();
  let rest = '';
  let errors = '';
  child.stdout.on('data', (data) => {
    const lines = (rest + data).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) events.add(JSON.parse(line));
  });
  child.stderr.on('data', (data) => {
    errors += data;
  });
  const closed = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, events, closed, errors: () => errors };
}
