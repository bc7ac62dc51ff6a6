import { createCors } from '../../lib/runtime/cors';

const rules = { headers: [], exposeHeaders: [], credentials: false, maxAgeSeconds: 1 };

/** Returns the origin that may read a response to a page of `origin`. */
const allowed = (origins: string[], origin: string) =>
  createCors({ ...rules, origins })
    .allow(new Request('https://a.example', { headers: { origin } }), new Response())
    .headers.get('access-control-allow-origin');

test.each([
  ['https://shop.example', 'https://shop.example', true],
  ['https://shop.example', 'https://SHOP.example', true],
  ['https://shop.example', 'https://shop.example.evil.example', false],
  ['https://shop.example', 'https://shopxexample', false],
  ['https://shop.example', 'http://shop.example', false],
  ['https://*.shop.example', 'https://a.b.shop.example', true],
  ['https://*.shop.example', 'https://shop.example', false],
  ['https://*.shop.example', 'https://evil.example/.shop.example', false],
  ['https://*.shop.example', 'https://evil.example:1?.shop.example', false],
  ['https://*', 'https://any.example:8443', true],
  ['https://*', 'http://any.example', false],
  ['https://shop-*.example', 'https://shop-1.example', true],
])('%s and a page of %s: %p', (rule, origin, isAllowed) => {
  expect(allowed([rule], origin)).toBe(isAllowed ? origin : null);
});

test('any origin is allowed as *', () => {
  expect(allowed(['*'], 'https://any.example')).toBe('*');
});
