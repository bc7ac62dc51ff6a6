import { resolveHandler } from '../../lib/runtime/handler';

test('an object with the method is portable', () => {
  const app = { fetch: () => new Response() };
  expect(resolveHandler(app, 'fetch')).toEqual({ portable: app });
});

test('so is a class instance, and a proxy that only answers to the name', () => {
  class App {
    fetch() {
      return new Response();
    }
  }
  expect(resolveHandler(new App(), 'fetch').portable).toBeInstanceOf(App);
  const router = new Proxy({}, { get: () => () => new Response() });
  expect(resolveHandler(router, 'fetch').portable).toBe(router);
});

test('so is a function that has the method', () => {
  const app = Object.assign(() => 'called', { fetch: () => new Response() });
  expect(resolveHandler(app, 'fetch').portable).toBe(app);
});

test('any other function is the native handler, unchanged', () => {
  const handler = async () => ({ statusCode: 200 });
  expect(resolveHandler(handler, 'fetch').native).toBe(handler);
});

test.each([
  [undefined, 'exports undefined'],
  [null, 'exports null'],
  ['text', 'exports text'],
  [{ scheduled() {} }, 'exports { scheduled }'],
])('%p is rejected, with the export to write instead', (exported, found) => {
  expect(() => resolveHandler(exported, 'fetch')).toThrow(`[tradewind:HANDLER] The entry ${found}.`);
  expect(() => resolveHandler(exported, 'fetch')).toThrow('Fix: export default { fetch(');
});
