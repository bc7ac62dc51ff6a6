import { createBackground } from '../../lib/runtime/background';

test('settles after every promise, those added meanwhile too', async () => {
  const done: string[] = [];
  const background = createBackground(() => {});
  const later = (name: string) => new Promise<void>((resolve) => setTimeout(() => resolve(void done.push(name)), 5));
  background.add(later('first').then(() => background.add(later('second'))));
  await background.settled();
  expect(done).toEqual(['first', 'second']);
});

test('hears of rejections, whether early or late, and still settles', async () => {
  const failures: unknown[] = [];
  const background = createBackground((error) => failures.push(error));
  background.add(Promise.reject(new Error('early')));
  await new Promise((resolve) => setImmediate(resolve));
  background.add(new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 5)));
  await background.settled();
  expect(failures).toEqual([new Error('early'), new Error('late')]);
});

test('takes what is no promise', async () => {
  const background = createBackground(() => {});
  background.add(undefined);
  await expect(background.settled()).resolves.toBeUndefined();
});
