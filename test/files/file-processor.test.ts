import { describe as describeApp } from 'tradewind';
import * as netlify from 'tradewind/netlify';
import * as vercel from 'tradewind/vercel';
import { FAILED, type UploadOptions, uploadRoute } from '../../lib/node/upload-route';
import type { BucketClient } from '../../lib/runtime/clients';
import type { Context, ObjectEvent } from '../../lib/runtime/types';

const entry = 'test/fixtures/handlers/worker.ts';

describe.each([
  ['vercel', vercel, () => new vercel.VercelApp()],
  ['netlify', netlify, () => new netlify.NetlifySite()],
] as const)('FileProcessor on %s', (name, provider, make) => {
  const create = (props: object = {}, id = 'Prices') => {
    const app = make();
    return { app, processor: new provider.FileProcessor(app, id, { entry, ...props } as never) };
  };

  test('takes uploads on a route of its own, from those who show a token', () => {
    const { app, processor } = create({ prefix: 'in/' });
    expect(processor.path).toBe('/uploads/prices');
    expect(processor.token.variable).toBe('PRICES_TOKEN');
    const [model] = describeApp(app).constructs;
    expect(model).toMatchObject({
      kind: 'FileProcessor',
      provider: name,
      triggers: [{ kind: 'object', on: 'upload in/* by PUT /uploads/prices' }],
      bindings: [{ name: 'BUCKET', access: 'read' }],
    });
  });

  test('several share a bucket, on routes of their own', () => {
    const app = make();
    const bucket = new provider.Bucket(app, 'Inbox');
    const paths = ['One', 'Two'].map((id) => new provider.FileProcessor(app, id, { entry, bucket } as never).path);
    expect(paths).toEqual(['/uploads/one', '/uploads/two']);
  });

  test.each<[string, object]>([
    ['UPLOAD_ATTEMPTS', { attempts: 11 }],
    ['UNSUPPORTED', { maxConcurrency: 3 }],
    ['BUCKET_GIVEN', { bucket: {} }],
    ['API_ROUTE', { overrides: { path: '/taken' } }],
    ['BINDING_TARGET', { bindings: { OTHER: 'text' } }],
  ])('refuses by %s', (code, props) => {
    const app = make();
    new provider.FileProcessor(app, 'Taken', { entry, overrides: { path: '/taken' } } as never);
    expect(() => new provider.FileProcessor(app, 'Other', { entry, ...props } as never)).toThrow(`[tradewind:${code}]`);
  });
});

describe('an upload route', () => {
  const options = { bucket: 'Inbox', token: 'TOKEN', prefix: 'in/', suffix: '.csv', deletions: true, attempts: 2 };

  async function ask(
    method: string,
    key: string,
    given: { token?: string; work?: () => unknown; deletions?: boolean } = {},
  ) {
    const { token = 'right', work = () => {}, deletions = true } = given;
    const put: string[] = [];
    const deleted: string[] = [];
    const heard: ObjectEvent[] = [];
    const bucket: Partial<BucketClient> = {
      put: async (to) => void put.push(to),
      delete: async (to) => void deleted.push(to),
    };
    const waiting: Promise<unknown>[] = [];
    const ctx = {
      params: { key },
      log: { error() {} },
      waitUntil: (promise: Promise<unknown>) => waiting.push(promise),
    };
    const handler = {
      object(event: ObjectEvent) {
        heard.push(event);
        return work();
      },
    };
    const route = uploadRoute(handler, { ...options, deletions } as UploadOptions);
    const headers = token === '' ? undefined : { authorization: `Bearer ${token}` };
    const request = new Request('http://site/x', { method, headers, body: method === 'PUT' ? 'a;1' : undefined });
    const env = { TOKEN: 'right', BUCKET: bucket };
    const { status } = await route.fetch(request, env, ctx as unknown as Context);
    await Promise.all(waiting);
    return { status, put, deleted, heard };
  }

  test('keeps what it is given, and says so once it is there', async () => {
    const { status, put, heard } = await ask('PUT', 'in/a.csv');
    expect([status, put]).toEqual([202, ['in/a.csv']]);
    expect(heard).toEqual([
      expect.objectContaining({
        type: 'object.created',
        subject: 'in/a.csv',
        data: { bucket: 'Inbox', key: 'in/a.csv', size: 3 },
      }),
    ]);
  });

  test.each(['wrong', '', 'right '])('lets nobody in with the token %j', async (token) => {
    // A space at the end of a header is none of the value.
    const expected = token.trim() === 'right' ? 202 : 401;
    expect((await ask('PUT', 'in/a.csv', { token })).status).toBe(expected);
  });

  test('takes no other keys', async () => {
    for (const key of ['out/a.csv', 'in/a.txt', '']) {
      const { status, put } = await ask('PUT', key);
      expect([status, put]).toEqual([403, []]);
    }
  });

  test('deletes, and tells of it where that was asked for', async () => {
    const told = await ask('DELETE', 'in/a.csv');
    expect([told.deleted, told.heard.map(({ type }) => type)]).toEqual([['in/a.csv'], ['object.deleted']]);
    expect((await ask('DELETE', 'in/a.csv', { deletions: false })).heard).toEqual([]);
  });

  test('tries again what fails, and keeps word of it in the end', async () => {
    const work = () => {
      throw new Error('on purpose');
    };
    const { heard, put } = await ask('PUT', 'in/a.csv', { work });
    expect(heard).toHaveLength(2);
    expect(put).toEqual(['in/a.csv', `${FAILED}${heard[0]!.id}.json`]);
  });

  test('is closed while there is no token', async () => {
    const route = uploadRoute({ object() {} }, options as UploadOptions);
    const request = new Request('http://site/x', { method: 'PUT', headers: { authorization: 'Bearer ' } });
    const { status } = await route.fetch(request, {}, { params: {} } as unknown as Context);
    expect(status).toBe(401);
  });
});
