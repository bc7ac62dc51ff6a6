import { createHash, createHmac } from 'node:crypto';
import { lambdaContext as contextOf } from '../../../lib/aws/adapter/context';
import { http } from '../../../lib/aws/adapter/http';
import upload from '../../../lib/aws/adapter/image-upload';
import { lambdaContext } from './lambda-context';

const environment = { ...process.env };
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const JPEG = { contentType: 'image/jpeg', size: 12345 };

beforeEach(() => {
  Object.assign(process.env, {
    AWS_REGION: 'eu-north-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'secret',
    AWS_SESSION_TOKEN: 'session/token+',
  });
  configure({});
});

afterEach(() => {
  process.env = { ...environment };
});

function configure(settings: object): void {
  const contentTypes = ['image/jpeg', 'image/png'];
  const base = { bucket: 'uploads', maxBytes: 1_000_000, contentTypes, expiresIn: 300, prefix: '' };
  process.env.TRADEWIND_UPLOADS = JSON.stringify({ ...base, ...settings });
}

async function post(body: unknown) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const request = new Request('https://api.example/uploads', { method: 'POST', body: text });
  const response = await upload.fetch!(request, process.env, contextOf({}, lambdaContext()));
  return { status: response.status, cacheControl: response.headers.get('cache-control'), body: await response.json() };
}

describe('an upload that is allowed', () => {
  test('is answered with a presigned PUT', async () => {
    const { status, body, cacheControl } = await post(JPEG);
    expect({ status, cacheControl }).toEqual({ status: 201, cacheControl: 'no-store' });
    expect(body).toEqual({
      url: expect.stringMatching(`^https://s3\\.eu-north-1\\.amazonaws\\.com/uploads/${body.key}\\?`),
      method: 'PUT',
      headers: { 'content-type': 'image/jpeg', 'if-none-match': '*' },
      key: expect.stringMatching(`^${UUID}\\.jpeg$`),
      expiresIn: 300,
    });
  });

  test('has type and length signed, and the session of the role', async () => {
    const url = new URL((await post(JPEG)).body.url);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': expect.stringMatching(/^AKIDEXAMPLE\/\d{8}\/eu-north-1\/s3\/aws4_request$/),
      'X-Amz-Date': expect.stringMatching(/^\d{8}T\d{6}Z$/),
      'X-Amz-Expires': '300',
      'X-Amz-Security-Token': 'session/token+',
      'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
      'X-Amz-SignedHeaders': 'content-length;content-type;host;if-none-match',
    });
  });

  // The signature is worked out here by AWS's description, so that one of other headers or another path would not pass.
  test.each([
    [JPEG, 12345, '*', true],
    [JPEG, 12346, '*', false],
    // Without the condition, or with another, the URL could be used again.
    [JPEG, 12345, '', false],
    [JPEG, 12345, '"etag"', false],
    [{ ...JPEG, name: "l'été (1)*.jpg" }, 12345, '*', true],
  ])('%j with %s bytes, if none matches %s: the signature holds is %s', async (asked, length, match, holds) => {
    const url = new URL((await post(asked)).body.url);
    const sent = `content-length:${length}\ncontent-type:image/jpeg\nhost:${url.host}\nif-none-match:${match}\n`;
    expect(url.searchParams.get('X-Amz-Signature') === expectedSignature(url, sent)).toBe(holds);
  });

  test('goes to the endpoint of an emulator', async () => {
    process.env.AWS_ENDPOINT_URL_S3 = 'http://127.0.0.1:4566';
    expect((await post(JPEG)).body.url).toMatch(/^http:\/\/127\.0\.0\.1:4566\/uploads\//);
  });

  test('a size up to the limit', async () => {
    expect((await post({ ...JPEG, size: 1_000_000 })).status).toBe(201);
  });

  test('a type in capitals is signed as it is listed', async () => {
    expect((await post({ ...JPEG, contentType: 'Image/JPEG' })).body.headers).toEqual({
      'content-type': 'image/jpeg',
      'if-none-match': '*',
    });
  });

  test('keys begin with the prefix and are never the same', async () => {
    configure({ prefix: 'photos/' });
    const keys = await Promise.all([1, 2].map(async () => (await post({ ...JPEG, name: 'tom.jpg' })).body.key));
    for (const key of keys) expect(key).toMatch(new RegExp(`^photos/${UUID}/tom\\.jpg$`));
    expect(keys[0]).not.toBe(keys[1]);
  });

  test.each([
    ['tom.jpg', 'tom.jpg'],
    ['été 猫 1.jpg', 'été-猫-1.jpg'],
    ['../../secrets/x.jpg', 'x.jpg'],
    ['C:\\photos\\x.jpg', 'x.jpg'],
    ['.htaccess', 'htaccess'],
    ['a?b#c%2e%2e&d+e.png', 'a-b-c-2e-2e-d-e.png'],
    ['a\u0000\nb.jpg', 'a-b.jpg'],
    [`${'x'.repeat(200)}.jpg`, `${'x'.repeat(96)}.jpg`],
    [`a${'.'.repeat(1000)}a`, 'a'],
    [`a.${'.-'.repeat(30)}a`, `a.${'.-'.repeat(30)}a`],
    [`/${'é'.repeat(1000)}/`.slice(0, -1), 'é'.repeat(100)],
    [`${'x'.repeat(1000)}/y`, 'y'],
  ])('the name %j becomes %j', async (name, safe) => {
    expect((await post({ ...JPEG, name })).body.key.replace(new RegExp(UUID), '')).toBe(`/${safe}`);
  });

  test.each(['', '..', '/', '...', 'a/', '💥'])(
    'the name %j leaves nothing: the type names the extension',
    async (name) => {
      expect((await post({ contentType: 'image/png', size: 1, name })).body.key).toMatch(new RegExp(`^${UUID}\\.png$`));
    },
  );
});

describe('an upload that is refused', () => {
  test.each<[number, unknown]>([
    [400, 'no JSON'],
    [400, ''],
    [400, 'null'],
    [400, '[]'],
    [400, {}],
    [400, { contentType: 'image/jpeg' }],
    [400, { contentType: 7, size: 1 }],
    [400, { ...JPEG, size: 0 }],
    [400, { ...JPEG, size: -1 }],
    [400, { ...JPEG, size: 1.5 }],
    [400, { ...JPEG, size: '12345' }],
    [400, { ...JPEG, name: { toString: 'x' } }],
    [413, { ...JPEG, size: 1_000_001 }],
    [413, { ...JPEG, name: `a${'.'.repeat(8192)}a` }],
    [413, `{"name":"${'.'.repeat(8192)}`],
    [415, { ...JPEG, contentType: 'text/html' }],
    [415, { ...JPEG, contentType: 'image/svg+xml' }],
    [415, { ...JPEG, contentType: 'image/jpeg\r\nx-amz-acl: public-read' }],
    [415, { ...JPEG, contentType: 'image/jpeg; charset=x' }],
  ])('%s for %j', async (status, asked) => {
    const answer = await post(asked);
    expect(answer).toEqual({ status, cacheControl: 'no-store', body: { message: expect.any(String) } });
  });

  test('reports missing settings by name', async () => {
    delete process.env.TRADEWIND_UPLOADS;
    await expect(post(JPEG)).rejects.toThrow('TRADEWIND_UPLOADS is not set');
  });

  test('reports missing credentials by name', async () => {
    delete process.env.AWS_SECRET_ACCESS_KEY;
    await expect(post(JPEG)).rejects.toThrow('No AWS credentials');
  });
});

test('reports missing settings by name', async () => {
  delete process.env.TRADEWIND_UPLOADS;
  await expect(post(JPEG)).rejects.toThrow('[tradewind:IMAGES] TRADEWIND_UPLOADS is not set');
});

test('it is an entry of the HTTP adapter', async () => {
  const event = {
    version: '2.0',
    routeKey: 'POST /uploads',
    rawPath: '/uploads',
    rawQueryString: '',
    headers: { 'content-type': 'application/json', host: 'api.example' },
    requestContext: { domainName: 'api.example', http: { method: 'POST', path: '/uploads' } },
    body: JSON.stringify(JPEG),
    isBase64Encoded: false,
  };
  const result = await http(upload)(event as never, lambdaContext());
  expect(result).toMatchObject({ statusCode: 201, body: expect.stringContaining('"method":"PUT"') });
});

/** @see https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html */
function expectedSignature(url: URL, headers: string): string {
  const params = [...url.searchParams].filter(([name]) => name !== 'X-Amz-Signature').sort();
  const query = params.map((pair) => pair.map(strict).join('=')).join('&');
  const path = url.pathname
    .split('/')
    .map((part) => strict(decodeURIComponent(part)))
    .join('/');
  const signed = url.searchParams.get('X-Amz-SignedHeaders');
  const canonical = ['PUT', path, query, headers, signed, 'UNSIGNED-PAYLOAD'].join('\n');
  const [key, ...scope] = url.searchParams.get('X-Amz-Credential')!.split('/');
  const hash = createHash('sha256').update(canonical).digest('hex');
  const text = ['AWS4-HMAC-SHA256', url.searchParams.get('X-Amz-Date'), scope.join('/'), hash].join('\n');
  const hmac = (secret: string | Buffer, data: string) => createHmac('sha256', secret).update(data).digest();
  expect(key).toBe('AKIDEXAMPLE');
  return hmac(scope.reduce<string | Buffer>(hmac, 'AWS4secret'), text).toString('hex');
}

function strict(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}
