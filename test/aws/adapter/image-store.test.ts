import { objectPath, readObject } from '../../../lib/aws/adapter/image-store';

const NAME = { bucket: 'uploads', key: 'a.jpg' };
const environment = { ...process.env };

beforeEach(() => {
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'secret' });
});

afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...environment };
});

test('a download stops at the limit', async () => {
  let pulled = 0;
  let cancelled = false;
  const body = new ReadableStream({
    pull(controller) {
      if (++pulled > 100) controller.error(new Error('read on'));
      else controller.enqueue(new Uint8Array(1000));
    },
    cancel() {
      cancelled = true;
    },
  });
  jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(body, { headers: { etag: '"e"' } }));
  const limits = { maxBytes: 10_000 };
  await expect(readObject(NAME, 'e', limits)).rejects.toMatchObject({ code: 'TOO_LARGE' });
  expect(cancelled).toBe(true);
  expect(pulled).toBeLessThan(15);
});

test('an interrupted download is not a refused image', async () => {
  const body = new ReadableStream({ start: (controller) => controller.error(new TypeError('terminated')) });
  jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response(body, { headers: { etag: '"e"' } }));
  await expect(readObject(NAME, 'e', { maxBytes: 10 })).rejects.toThrow('terminated');
});

test.each([
  ['a b+c%2e.jpg', '/uploads/a%20b%2Bc%252e.jpg'],
  ['/a//b/', '/uploads//a//b/'],
  ['猫/é', '/uploads/%E7%8C%AB/%C3%A9'],
  ['..a/b..', '/uploads/..a/b..'],
])('the path of %s survives a URL', (key, path) => {
  expect(objectPath({ bucket: 'uploads', key })).toBe(path);
  expect(new URL(`https://s3.example${path}`).pathname).toBe(path);
});

test.each(['../b', 'a/./b', 'a/..', '.', '\ud800'])('no path leads to %j', (key) => {
  expect(() => objectPath({ bucket: 'uploads', key })).toThrow(expect.objectContaining({ code: 'BAD_KEY' }));
});
