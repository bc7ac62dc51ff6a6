import { variantKeys } from '../../lib/runtime-images/keys';

const VARIANTS = { thumb: { width: 200 }, full: { width: 1600, format: 'avif' } } as const;

test.each([
  'cats/tom.jpg',
  'tom.png',
  '/leading/slash.jpg',
  'a b+c%20d.jpg',
  'ünïcode/猫/🐈.jpg',
  'trailing/',
  'no-extension',
])('the source key is included whole: %s', (key) => {
  expect(variantKeys(key, VARIANTS)).toEqual({ thumb: `${key}/thumb.webp`, full: `${key}/full.avif` });
});

test('sources that differ only in their extension do not share variants', () => {
  const [jpg, png] = [variantKeys('a.jpg', VARIANTS), variantKeys('a.png', VARIANTS)];
  expect(new Set([...Object.values(jpg), ...Object.values(png)]).size).toBe(4);
});

test('keys may have 1024 bytes, not characters', () => {
  const longest = 'é'.repeat(506); // 1012 bytes, and /thumb.webp has 11
  expect(variantKeys(`${longest}x`, { thumb: {} })).toEqual({ thumb: `${longest}x/thumb.webp` });
  expect(() => variantKeys(`${longest}xy`, { thumb: {} })).toThrow(expect.objectContaining({ code: 'BAD_KEY' }));
});
