import * as path from 'node:path';
import type { Suite } from '../driver';

/** Bucket that is bound to a function. */
export const bucket: Suite = {
  declare({ ApiFunction, Bucket }, scope) {
    new ApiFunction(scope, 'Shelf', {
      entry: path.join(__dirname, '../handlers/bucket.ts'),
      auth: 'none',
      routes: ['GET /shelf', 'ANY /shelf/{key+}'],
      bindings: { FILES: new Bucket(scope, 'Files', { removalPolicy: 'destroy' }) },
    });
  },

  tests({ running }) {
    const ask = (to: string, init?: RequestInit) => running().fetch('Shelf', `/shelf${to}`, init);
    const put = (key: string, body: string | Uint8Array<ArrayBuffer>, type: string) =>
      ask(key, { method: 'PUT', body, headers: { 'content-type': type } });

    describe('Bucket', () => {
      test('returns a written object, with its type', async () => {
        expect((await put('/a/b c å.txt', 'blåbær', 'text/plain')).status).toBe(204);
        const found = await ask('/a/b%20c%20%C3%A5.txt');
        expect([found.status, await found.text()]).toEqual([200, 'blåbær']);
        expect(found.headers.get('content-type')).toMatch(/^text\/plain/);
        expect(found.headers.get('etag')).toMatch(/.+/);
      });

      test('keeps bytes as they are', async () => {
        const bytes = new Uint8Array([0, 1, 127, 128, 255, 10, 13]);
        await put('/bytes', bytes, 'application/octet-stream');
        expect(new Uint8Array(await (await ask('/bytes')).arrayBuffer())).toEqual(bytes);
      });

      test('replaces an object with the same key', async () => {
        await put('/again', 'one', 'text/plain');
        await put('/again', 'second', 'text/plain');
        expect(await (await ask('/again')).text()).toBe('second');
        expect(await (await ask('/again?info')).json()).toMatchObject({ key: 'again', size: 6 });
      });

      test('reports missing objects', async () => {
        expect((await ask('/nothing')).status).toBe(404);
        expect(await (await ask('/nothing?info')).json()).toBeNull();
      });

      test.each(['a%2F..%2Fhidden.txt', '.%2Fhidden.txt', 'a%2F.%2F..%2Fhidden.txt'])(
        'treats %s as a name, not as the path of another object',
        async (key) => {
          await put('/hidden.txt', 'hidden', 'text/plain');
          expect((await ask(`/any?key=${key}`)).status).toBe(404);
          expect(await (await ask(`/any?info&key=${key}`)).json()).toBeNull();
          expect((await ask(`/any?key=${key}`, { method: 'DELETE' })).status).toBe(204);
          expect(await (await ask('/hidden.txt')).text()).toBe('hidden');
        },
      );

      test('deletes objects, also missing ones', async () => {
        await put('/gone', 'x', 'text/plain');
        expect((await ask('/gone', { method: 'DELETE' })).status).toBe(204);
        expect((await ask('/gone')).status).toBe(404);
        expect((await ask('/gone', { method: 'DELETE' })).status).toBe(204);
      });

      test('lists keys with a prefix, in their order, page by page', async () => {
        for (const key of ['list/c', 'list/a', 'list/b', 'lisa']) await put(`/${key}`, key, 'text/plain');
        const pages: string[][] = await (await ask('?prefix=list/')).json();
        expect(pages.flat()).toEqual(['list/a 6', 'list/b 6', 'list/c 6']);
        expect(pages[0]).toHaveLength(2);
      }, 30_000);
    });
  },
};
