import { createBackground } from '../../lib/runtime/background';

test('settles after every promise, also those added meanwhile', async () => {
  const done: string[] = [];
  const background = createBackground(() => {});
  const later = (name: string) => new Promise<void>((resolve) => setTimeout(() => resolve(void done.push(name)), 5));
  background.waitUntil(later('first').then(() => background.waitUntil(later('second'))));
  await background.settled();
  expect(done).toEqual(['first', 'second']);
});

test('reports rejections, whether early or late, and still settles', async () => {
  const failures: unknown[] = [];
  const background = createBackground((error) => failures.push(error));
  background.waitUntil(Promise.reject(new Error('early')));
  await new Promise((resolve) => setImmediate(resolve));
  background.waitUntil(new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 5)));
  await background.settled();
  expect(failures).toEqual([new Error('early'), new Error('late')]);
});

test('accepts values that are not promises', async () => {
  const background = createBackground(() => {});
  background.waitUntil(undefined);
  await expect(background.settled()).resolves.toBeUndefined();
});
