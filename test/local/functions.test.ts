import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { seconds } from 'tradewind';
import { ApiFunction, Bucket, QueueWorker, Secret, Table } from 'tradewind/aws';
import { handler, newStack, run, stopAll } from './app';

afterEach(stopAll);

function declare(props: Partial<ConstructorParameters<typeof ApiFunction>[2]> = {}) {
  const stack = newStack();
  new ApiFunction(stack, 'Api', { entry: handler('api'), auth: 'none', timeout: seconds(1), memory: 128, ...props });
  return stack;
}

test.each([
  ['/hang', 'timeout', 'stopped after 1 s'],
  ['/exit', 'crash', 'exited with code 3'],
  ['/leak', 'memory', 'more memory than it is declared with'],
])(
  'a function that ends with %s fails with the kind %s, and the next request is answered',
  async (action, kind, message) => {
    const shop = await run(declare({ timeout: seconds(kind === 'memory' ? 25 : 1) }));
    expect((await shop.fetch(action)).status).toBe(500);
    expect((await shop.fetch('/')).status).toBe(200);
    await shop.settled();
    const [failed, next] = shop.invocations;
    expect(failed?.failure).toEqual({ kind, message: expect.stringContaining(message) });
    expect(next?.failure).toBeUndefined();
  },
);

test('an error of a handler is answered with 500, and logged with the line of its source', async () => {
  const shop = await run(declare());
  const response = await shop.fetch('/fail');
  expect([response.status, Object.keys((await response.json()) as object)]).toEqual([500, ['message', 'requestId']]);
  const line = shop.logs.find((each) => each.line.includes('broken'))?.line;
  expect(line).toMatch(/test\/local\/handlers\/api\.ts:\d+:\d+/);
});

test('a function runs as often at the same time as it is declared, and not once more', async () => {
  const shop = await run(declare({ maxInstances: 2 }));
  const statuses = await Promise.all(Array.from({ length: 3 }, async () => (await shop.fetch('/slow')).status));
  expect(statuses.sort()).toEqual([200, 200, 503]);
});

test('an instance is used again while it is warm', async () => {
  const shop = await run(declare({ entry: handler('counter') }));
  const counts = [];
  for (let index = 0; index < 3; index += 1) {
    counts.push(await (await shop.fetch('/')).text());
    await shop.settled();
  }
  expect(counts).toEqual(['1', '2', '3']);
});

test('code that does not build is reported with its line and the construct', async () => {
  const broken = path.join(__dirname, '..', '..', 'node_modules', '.cache', `broken-${process.pid}.ts`);
  writeFileSync(broken, 'export default { fetch() { return new Response(1 + ; } };\n');
  const failed = await run(declare({ entry: broken })).catch((error: Error) => error);
  rmSync(broken);
  expect(failed).toMatchObject({ name: 'BuildError', path: 'Shop/Api' });
  expect((failed as Error).message).toMatch(
    /^\[tradewind:BUNDLE_FAILED\] Shop\/Api: does not build: .*broken-\d+\.ts:1:\d+/,
  );
});

test('what has no local behaviour or no value is named at start, each with what to do', async () => {
  const stack = declare({ environment: { FILES: new Bucket(newStack(), 'Files').bucket.bucketName } });
  const secret = new Secret(stack, 'Key');
  new QueueWorker(stack, 'Worker', { entry: handler('worker'), bindings: { KEY: secret } });
  const shop = await run(stack);
  expect(shop.findings).toEqual([
    expect.objectContaining({ path: 'Shop/Api', message: 'the variable FILES is known only when the app is deployed' }),
    expect.objectContaining({ path: 'Shop/Key', message: 'the secret has no value' }),
  ]);
  const [variable, key] = shop.findings;
  expect([variable?.fix, key?.fix]).toEqual([
    "give it a value: { variables: { FILES: '...' } }",
    "give it a value: { secrets: { 'Shop/Key': '...' } }",
  ]);
});

test('twenty apps in one process end without a thread or a file left', async () => {
  const before = process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  for (let round = 0; round < 20; round += 1) {
    const shop = await run(declare());
    expect((await shop.fetch('/')).status).toBe(200);
    await shop.stop();
  }
  const after = process.getActiveResourcesInfo().filter((name) => name === 'MessagePort').length;
  expect(after).toBeLessThanOrEqual(before);
  const cache = path.join(__dirname, '..', '..', 'node_modules', '.cache', 'tradewind', 'local');
  expect(readdirSync(cache).filter((name) => name.startsWith(`${process.pid}-`))).toEqual([]);
});

test('a path that the app does not have is refused with those that it has', async () => {
  const stack = declare();
  new Table(stack, 'Orders', { partitionKey: 'id' });
  const shop = await run(stack);
  expect(() => shop.queue('Shop/Jobs')).toThrow(
    '[tradewind:LOCAL_PATH] There is no queue Shop/Jobs. Fix: the app has none.',
  );
  expect(() => shop.job('Shop/Job')).toThrow('There is no job Shop/Job');
  await expect(shop.fetch('/', { function: 'Shop/Other' })).rejects.toThrow('Fix: give one of Shop/Api.');
});

test('a token is refused for an app that asks for none, and a secret without a value when it is read', async () => {
  const stack = declare();
  new ApiFunction(stack, 'Secretive', {
    entry: handler('secretive'),
    auth: 'none',
    routes: ['GET /secret'],
    bindings: { KEY: new Secret(stack, 'Key') },
  });
  const shop = await run(stack);
  await expect(shop.token({})).rejects.toThrow('[tradewind:LOCAL_TOKEN] The app asks for no token.');
  const answer = await shop.fetch('/secret');
  expect(await answer.text()).toBe(
    "[tradewind:LOCAL_SECRET] Shop/Key has no value. Fix: give it a value: { secrets: { 'Shop/Key': '...' } }.",
  );
});
