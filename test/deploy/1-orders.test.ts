import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { database, findFunction, findTable, logsOf } from './account';
import { output } from './cdk';
import { call, callJson } from './http';
import { signed } from './signature';
import { signIn } from './staff-member';
import { eventually } from './wait';

const url = () => output('Orders', 'TradewindApiUrl');

async function createOrder(order: object = { item: 'lamp' }): Promise<{ id: string }> {
  const answer = await callJson(`POST ${url()}/orders`, order);
  expect(answer.status).toBe(201);
  return answer.json();
}

async function stored(id: string): Promise<Record<string, unknown> | undefined> {
  const { Items: items = [] } = await database.send(new ScanCommand({ TableName: await findTable('Orders-Table') }));
  return items.find((item) => item.id === id);
}

describe('the Hono app', () => {
  test('stores an order and answers with JSON, a location and two cookies', async () => {
    const answer = await callJson(`POST ${url()}/orders`, { item: 'lámpa 💡', quantity: 2 });
    expect(answer.status).toBe(201);
    expect(answer.headers['content-type']).toMatch('application/json');
    const { id } = answer.json();
    expect(answer.headers.location).toBe(`/orders/${id}`);
    expect(answer.headers['set-cookie']).toEqual([
      expect.stringMatching(`^latest=${id}; .*HttpOnly`),
      expect.stringMatching('^guest=yes'),
    ]);
    expect(await stored(id)).toEqual({ id, item: 'lámpa 💡', quantity: 2 });
  });

  test('reads it back', async () => {
    const { id } = await createOrder({ item: 'lamp', quantity: 3, note: 'blue' });
    const answer = await call(`GET ${url()}/orders/${id}`);
    expect(answer.json()).toEqual({ id, item: 'lamp', quantity: 3, note: 'blue' });
  });

  test('receives cookies and redirects', async () => {
    const answer = await call(`GET ${url()}/orders/latest`, { headers: { cookie: 'guest=yes; latest=a-b-c' } });
    expect(answer.status).toBe(302);
    expect(answer.headers.location).toBe('/orders/a-b-c');
  });

  test.each([
    ['no such order', 'GET /orders/no-one-has-this', 404, 'No such order'],
    ['an unknown route', 'GET /nowhere', 404, 'Not Found'],
    ['an unknown method', 'PATCH /orders', 404, 'Not Found'],
    ['a body that is not JSON', 'POST /orders', 400, 'item is missing'],
  ])('refuses %s', async (_, request, status, message) => {
    const answer = await call(request.replace(' ', ` ${url()}`), {
      body: request.startsWith('POST') ? '{' : undefined,
    });
    expect(answer.status).toBe(status);
    expect(answer.json().message).toBe(message);
  });

  test('answers forty requests at once', async () => {
    const orders = await Promise.all(Array.from({ length: 40 }, (_, index) => createOrder({ item: `item ${index}` })));
    expect(new Set(orders.map(({ id }) => id)).size).toBe(40);
  });

  test('allows calls from pages of one origin', async () => {
    const ask = (origin: string) =>
      call(`OPTIONS ${url()}/orders`, { headers: { origin, 'access-control-request-method': 'POST' } });
    const allowed = await ask('https://shop.example');
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': 'https://shop.example',
      'access-control-allow-methods': expect.stringMatching(/GET.*POST/),
      'access-control-allow-credentials': 'true',
    });
    expect((await ask('https://evil.example')).headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('the portable handler', () => {
  const bytes = Buffer.from([0, 255, 254, 13, 10, 0, 128]);
  const headers = { 'content-type': 'image/png' };

  test.each(['a.png', 'cards/gift%20card%20%C3%A5+1.png', '100%25.png', 'a%2Fb.png'])(
    'receives and returns bytes as %s',
    async (name) => {
      const file = `${url()}/orders/7/files/${name}`;
      expect((await call(`PUT ${file}`, { headers, body: bytes })).status).toBe(204);
      const answer = await call(`GET ${file}`);
      expect(answer.status).toBe(200);
      expect(answer.headers['content-type']).toBe('image/png');
      expect(answer.bytes).toEqual(bytes);
    },
  );

  test('rejects more bytes than its limit', async () => {
    const answer = await call(`PUT ${url()}/orders/7/files/large`, { headers, body: Buffer.alloc(300_001) });
    expect(answer.status).toBe(413);
  });

  test('logs JSON lines with the request id into its own log group', async () => {
    await call(`PUT ${url()}/orders/8/files/logged`, { headers, body: bytes });
    const line = await eventually('the log line', 5, async () =>
      (await logsOf('Orders-FilesFunction')).find(({ key }) => key === '8/logged'),
    );
    expect(line).toMatchObject({ level: 'INFO', message: 'File saved', bytes: 7 });
    expect(line.requestId).toMatch(/^[\da-f-]{36}$/);
    expect((await findFunction('Orders-FilesFunction')).LoggingConfig?.LogGroup).not.toMatch('/aws/lambda/');
  });
});

describe('the native handler', () => {
  test('is used unchanged', async () => {
    const answer = await call(`GET ${url()}/status`);
    expect([answer.status, answer.text]).toEqual([200, 'ok']);
  });
});

describe('the route of carriers', () => {
  test.each([
    ['no key', undefined, 401],
    ['a wrong key', 'guess', 403],
  ])('refuses %s', async (_, key, status) => {
    const { id } = await createOrder();
    const answer = await call(`PUT ${url()}/orders/${id}/shipment`, { headers: key ? { 'x-carrier-key': key } : {} });
    expect(answer.status).toBe(status);
    expect(await stored(id)).not.toHaveProperty('shippedBy');
  });

  test('admits callers that the authorizer accepts, and passes their identity to the handler', async () => {
    const { id } = await createOrder();
    const headers = { 'x-carrier-key': 'example-carrier-key' };
    const answer = await call(`PUT ${url()}/orders/${id}/shipment`, { headers });
    expect(answer.json()).toEqual({ id, shippedBy: 'Windward Post' });
    expect(await stored(id)).toMatchObject({ shippedBy: 'Windward Post' });
  });
});

describe('the route of the staff', () => {
  test.each([
    ['no token', undefined],
    ['an unsigned token', `Bearer ${btoa('{"alg":"none"}')}.${btoa('{"sub":"me"}')}.`],
  ])('refuses %s', async (_, authorization) => {
    const { id } = await createOrder();
    const answer = await call(`DELETE ${url()}/orders/${id}`, { headers: authorization ? { authorization } : {} });
    expect(answer.status).toBe(401);
    expect(await stored(id)).toBeDefined();
  });

  test('admits a signed-in caller, who deletes an order once', async () => {
    const { id } = await createOrder();
    const token = await signIn();
    const headers = { authorization: `Bearer ${token}` };
    expect((await call(`DELETE ${url()}/orders/${id}`, { headers })).status).toBe(204);
    expect(await stored(id)).toBeUndefined();
    expect((await call(`DELETE ${url()}/orders/${id}`, { headers })).status).toBe(404);
    const { sub } = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
    const line = await eventually('the log line', 5, async () =>
      (await logsOf('Orders-StaffOrdersFunction')).find((entry) => entry.id === id && entry.found === true),
    );
    expect(line.by).toBe(sub);
  });
});

describe('the function URL', () => {
  const address = () => `${output('Orders', 'ExportUrl')}export`;

  test('rejects unsigned requests', async () => {
    expect((await call(`GET ${address()}`)).status).toBe(403);
  });

  // The emulator does not stream: all output is sent at once, see streaming.ts.
  test('sends every order to a caller that signed', async () => {
    const { id } = await createOrder({ item: 'last' });
    const answer = await call(`GET ${address()}`, { headers: await signed(`GET ${address()}`, 'lambda') });
    expect(answer.headers['content-type']).toBe('application/x-ndjson');
    const orders = answer.text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(orders).toContainEqual({ id, item: 'last', quantity: 1 });
    expect(orders.length).toBeGreaterThan(40);
  });
});
