import { authorizer, jwt, seconds } from 'tradewind';
import { ApiFunction, PlainFunction, Queue } from 'tradewind/aws';
import { handler, newStack, run, stopAll } from './app';

afterEach(stopAll);

type Props = Partial<ConstructorParameters<typeof ApiFunction>[2]>;

function declare(props: Props = {}) {
  const stack = newStack();
  new ApiFunction(stack, 'Api', { entry: handler('api'), auth: 'none', ...props });
  return stack;
}

test('a request reaches the function of the route that fits best, with its parameters', async () => {
  const stack = declare({ routes: ['GET /orders/{id}', 'POST /echo'], environment: { GREETING: 'hi' } });
  new ApiFunction(stack, 'Rest', { entry: handler('api'), auth: 'none', routes: ['ANY /{rest+}'] });
  const shop = await run(stack);
  expect(await (await shop.fetch('/orders/a%20b')).json()).toEqual({
    params: { id: 'a b' },
    provider: 'aws',
    greeting: 'hi',
  });
  expect(await (await shop.fetch('/misc/x')).json()).toEqual({ params: { rest: 'misc/x' }, provider: 'aws' });
  const echo = await shop.fetch('/echo', { method: 'POST', body: new Uint8Array([0, 255, 1]) });
  expect([...new Uint8Array(await echo.arrayBuffer())]).toEqual([0, 255, 1]);
  expect(echo.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  expect(shop.findings).toEqual([]);
});

test('an unknown path, an unknown method and a path with dots are refused', async () => {
  const shop = await run(declare({ routes: ['GET /orders/{id}'] }));
  const statuses = [];
  for (const [method, path] of [
    ['GET', '/nothing'],
    ['POST', '/orders/7'],
    ['GET', '/orders/%2e%2e%2fx'],
  ] as const)
    statuses.push((await shop.fetch(path, { method })).status);
  expect(statuses).toEqual([404, 405, 400]);
  expect(shop.invocations).toEqual([]);
});

test('CORS holds for answers, for errors and for preflight requests, by the declared origins', async () => {
  const shop = await run(declare({ cors: { origins: ['https://shop.example'] }, routes: ['GET /fail', 'PUT /x'] }));
  const headers = { origin: 'https://shop.example' };
  const failed = await shop.fetch('/fail', { headers });
  expect([failed.status, failed.headers.get('access-control-allow-origin')]).toEqual([500, 'https://shop.example']);
  const unknown = await shop.fetch('/nowhere', { headers });
  expect([unknown.status, unknown.headers.get('access-control-allow-origin')]).toEqual([404, 'https://shop.example']);
  const stranger = await shop.fetch('/fail', { headers: { origin: 'https://evil.example' } });
  expect(stranger.headers.get('access-control-allow-origin')).toBeNull();
  const preflight = await shop.fetch('/x', {
    method: 'OPTIONS',
    headers: { ...headers, 'access-control-request-method': 'PUT' },
  });
  expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, 'GET, PUT']);
  expect(preflight.headers.get('access-control-max-age')).toBe('3600');
});

test('a body over the limit is answered with 413 before the function runs', async () => {
  const shop = await run(declare({ routes: ['POST /echo'], maxRequestBytes: 10 }));
  const send = (body: string) => shop.fetch('/echo', { method: 'POST', body });
  expect([(await send('x'.repeat(10))).status, (await send('x'.repeat(11))).status]).toEqual([200, 413]);
  await shop.settled();
  expect(shop.invocations).toHaveLength(1);
});

test('requests over the rate are answered with 429, until the clock has moved', async () => {
  const shop = await run(declare({ throttle: { rate: 1, burst: 2 } }));
  const statuses = async (count: number) => {
    const all = [];
    for (let index = 0; index < count; index += 1) all.push((await shop.fetch('/')).status);
    return all;
  };
  expect(await statuses(4)).toEqual([200, 200, 429, 429]);
  await shop.clock.advance(seconds(1));
  expect(await statuses(2)).toEqual([200, 429]);
});

test('a token is verified: its signature, its audience, its time and its scopes', async () => {
  const auth = jwt({ issuer: 'https://issuer.example', audience: ['shop'], scopes: ['orders'] });
  const shop = await run(declare({ auth, routes: ['GET /claims'] }));
  const answer = await shop.fetch('/claims', { as: { sub: 'ada', plan: 3 } });
  expect(await answer.json()).toMatchObject({ sub: 'ada', plan: 3, iss: 'https://issuer.example', scope: 'orders' });
  const statusWith = async (token: string) =>
    (await shop.fetch('/claims', { headers: { authorization: `Bearer ${token}` } })).status;
  const valid = await shop.token({});
  const [head, , signature] = valid.split('.');
  const forged = `${head}.${Buffer.from('{"iss":"https://issuer.example","aud":"shop","exp":9999999999}').toString('base64url')}.${signature}`;
  expect([
    await statusWith(valid),
    await statusWith(forged),
    await statusWith(await shop.token({ aud: 'bank' })),
    await statusWith(await shop.token({ exp: 1 })),
    await statusWith(await shop.token({ scope: 'read' })),
    (await shop.fetch('/claims')).status,
  ]).toEqual([200, 401, 401, 401, 403, 401]);
});

test('with iam, only callers with credentials and bound functions are admitted', async () => {
  const stack = newStack();
  const inner = new ApiFunction(stack, 'Inner', { entry: handler('api'), auth: 'iam', routes: ['GET /orders/{id}'] });
  new ApiFunction(stack, 'Outer', {
    entry: handler('api'),
    auth: 'none',
    routes: ['GET /other'],
    bindings: { OTHER: inner },
  });
  const shop = await run(stack);
  expect((await shop.fetch('/orders/7')).status).toBe(403);
  expect((await shop.fetch('/orders/7', { as: 'iam' })).status).toBe(200);
  expect(await (await shop.fetch('/other')).json()).toMatchObject({ params: { id: '7' } });
});

test('a PlainFunction answers its clients, and its failure is an InvokeError', async () => {
  const stack = newStack();
  const price = new PlainFunction(stack, 'Price', { entry: handler('price') });
  new ApiFunction(stack, 'Api', {
    entry: handler('api'),
    auth: 'none',
    routes: ['POST /price'],
    bindings: { PRICE: price },
  });
  const shop = await run(stack);
  const ask = (item: string) => shop.fetch('/price', { method: 'POST', body: JSON.stringify({ item }) });
  expect(await (await ask('lamp')).json()).toEqual({ total: 20 });
  const failed = await ask('broken');
  expect([failed.status, await failed.json()]).toEqual([
    502,
    { isInvokeError: true, message: 'InvokeError: The function failed: Error: no such item' },
  ]);
  expect(await shop.invoke('Shop/Price', { item: 'chair' })).toEqual({ total: 5 });
  expect(await shop.invoke('Shop/Price', { item: 'nothing' })).toBeUndefined();
  await expect(shop.invoke('Shop/Price', { item: 'broken' })).rejects.toThrow('no such item');
});

test('work given to waitUntil is done after the answer', async () => {
  const stack = newStack();
  const jobs = new Queue(stack, 'Jobs');
  new ApiFunction(stack, 'Api', {
    entry: handler('api'),
    auth: 'none',
    routes: ['POST /later'],
    bindings: { JOBS: jobs },
  });
  const shop = await run(stack);
  expect((await shop.fetch('/later', { method: 'POST' })).status).toBe(202);
  expect(shop.queue('Shop/Jobs').messages).toEqual([]);
  await shop.settled();
  expect(shop.queue('Shop/Jobs').messages.map(({ body }) => body)).toEqual(['later']);
});

test('a native handler receives the event of Lambda, and answers in its form', async () => {
  const shop = await run(declare({ entry: handler('native-aws'), routes: ['POST /orders/{id}'] }));
  const response = await shop.fetch('/orders/7?full=1', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-agent': 'me', cookie: 'c=3; d=4' },
    body: '{"total":1}',
  });
  expect([response.status, response.headers.getSetCookie()]).toEqual([201, ['a=1', 'b=2']]);
  expect(await response.json()).toEqual({
    rawPath: '/orders/7',
    pathParameters: { id: '7' },
    agent: 'me',
    cookies: ['c=3', 'd=4'],
    body: '{"total":1}',
    isBase64Encoded: false,
    routeKey: 'POST /orders/{id}',
  });
});

test('lines that a function logs are there with its answer', async () => {
  const shop = await run(declare({ routes: ['GET /log'] }));
  await shop.fetch('/log');
  const [line] = shop.logs;
  expect(line?.function).toBe('Shop/Api/Function');
  expect(JSON.parse(line?.line ?? '')).toMatchObject({ level: 'INFO', message: 'hello', a: 1 });
});

test('an authorizer decides about each caller, and is remembered for as long as it says', async () => {
  const auth = authorizer({ entry: handler('authorizer'), headers: ['x-key'], cacheSeconds: 60 });
  const shop = await run(declare({ auth, routes: ['GET /orders/{id}'] }));
  const statusWith = async (key?: string) =>
    (await shop.fetch('/orders/7', { headers: key === undefined ? {} : { 'x-key': key } })).status;
  expect([await statusWith(), await statusWith('wrong'), await statusWith('right'), await statusWith('right')]).toEqual(
    [401, 403, 200, 200],
  );
  const asked = () => shop.invocations.filter((each) => each.trigger === 'invoke').length;
  expect(asked()).toBe(2);
  await shop.clock.advance(seconds(61));
  expect([await statusWith('right'), asked()]).toEqual([200, 3]);
  expect([await statusWith('broken'), shop.findings]).toEqual([500, []]);
});
