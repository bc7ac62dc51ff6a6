import * as events from '../../lib/testing/events';

// Fields that AWS documents, so that a recorded event cannot lose one.
const HTTP_FIELDS = [
  'version',
  'routeKey',
  'rawPath',
  'rawQueryString',
  'headers',
  'requestContext',
  'isBase64Encoded',
];
const CONTEXT_FIELDS = [
  'accountId',
  'apiId',
  'domainName',
  'domainPrefix',
  'http',
  'requestId',
  'routeKey',
  'stage',
  'time',
  'timeEpoch',
];

test.each([
  ['httpApi', events.httpApi()],
  ['functionUrl', events.functionUrl()],
])('%s has every documented field', (_name, event) => {
  expect(Object.keys(event)).toEqual(expect.arrayContaining(HTTP_FIELDS));
  expect(Object.keys(event.requestContext)).toEqual(expect.arrayContaining(CONTEXT_FIELDS));
});

test('an HTTP API decodes the path and fills in its parameters, but a function URL does neither', () => {
  const path = '/orders/a%20b?q=1&q=a%26b';
  expect(events.httpApi({ path, route: 'GET /orders/{id}', cookies: ['a=1'] })).toMatchObject({
    routeKey: 'GET /orders/{id}',
    rawPath: '/orders/a b',
    rawQueryString: 'q=1&q=a%26b',
    queryStringParameters: { q: '1,a&b' },
    pathParameters: { id: 'a b' },
    cookies: ['a=1'],
  });
  const url = events.functionUrl({ path, cookies: ['a=1', 'b=2'] });
  expect(url).toMatchObject({ routeKey: '$default', rawPath: '/orders/a%20b', headers: { cookie: 'a=1; b=2' } });
  expect(url.pathParameters).toBeUndefined();
});

test('bodies: text, JSON and bytes', () => {
  expect(events.httpApi({ body: 'text' })).toMatchObject({ body: 'text', isBase64Encoded: false });
  expect(events.httpApi({ body: { a: 1 } })).toMatchObject({
    body: '{"a":1}',
    headers: { 'content-type': 'application/json' },
  });
  expect(events.httpApi({ body: Uint8Array.from([1, 2]) })).toMatchObject({ body: 'AQI=', isBase64Encoded: true });
});

test('any field can be given', () => {
  expect(events.httpApi({ rawPath: '/raw' }).rawPath).toBe('/raw');
  expect(events.schedule({ data: 1, attempt: '3' })).toMatchObject({ data: 1, attempt: '3' });
  expect(events.objectCreated({ id: 'x' }).id).toBe('x');
});

test('a queue wraps events as their JSON', () => {
  const created = events.objectCreated({ key: 'a b' });
  const { Records } = events.queue(created, '{');
  expect(JSON.parse(Records[0]!.body)).toEqual(created);
  expect(Records[1]).toMatchObject({ body: '{', messageId: 'message-2', eventSource: 'aws:sqs' });
});
