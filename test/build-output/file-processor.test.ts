import { describeApp } from 'tradewind';
import * as netlify from 'tradewind/netlify';
import * as vercel from 'tradewind/vercel';
import type { BucketClient } from '../../lib/runtime/clients';
import type { AdapterContext } from '../../lib/runtime/context';
import type { ObjectEvent } from '../../lib/runtime/types';
import { PoisonError } from '../../lib/runtime-images/poison-error';
import { type UploadOptions, uploadGuards, uploadRoute } from '../../lib/runtime-node/upload-route';

const entry = 'test/fixtures/handlers/worker.ts';

describe.each([
  ['vercel', vercel, () => new vercel.VercelApp()],
  ['netlify', netlify, () => new netlify.NetlifySite()],
] as const)('FileProcessor on %s', (name, provider, make) => {
  const create = (props: object = {}, id = 'Prices') => {
    const app = make();
    return { app, processor: new provider.FileProcessor(app, id, { entry, ...props } as never) };
  };

  test('receives uploads on its own route, from callers with a token', () => {
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
    ['UPLOAD_ATTEMPTS', { maxAttempts: 11 }],
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

interface Given {
  readonly handler: { object(event: ObjectEvent): unknown };
  readonly settings: UploadOptions;
  readonly env: Record<string, unknown>;
  readonly ctx: object;
}

/** Asks the guards, and the route if they admit the request. */
async function serve(request: Request, { handler, settings, env, ctx }: Given): Promise<Response> {
  const admitted = await uploadGuards(settings, env).admit(request, ctx as AdapterContext);
  if (admitted instanceof Response) return admitted;
  return uploadRoute(handler as never, settings, env)(admitted, ctx as AdapterContext, []);
}

describe('an upload route', () => {
  const options = { bucket: 'Inbox', token: 'TOKEN', prefix: 'in/', suffix: '.csv', deletions: true, maxAttempts: 2 };

  /** Steps of one request in order: operations on the bucket, and the response. */
  async function ask(
    method: string,
    key: string,
    given: { token?: string; work?: () => unknown; fault?: string } & Partial<UploadOptions> = {},
  ) {
    const { token = 'right', work = () => {}, fault, ...more } = given;
    const done: string[] = [];
    const kept = new Map<string, unknown>();
    const heard: ObjectEvent[] = [];
    const plain = (to: string) => to.replace(/[0-9a-f-]{36}/, '<id>');
    const bucket: Partial<BucketClient> = {
      async put(to, body) {
        if (to === fault) throw new Error('The store is down');
        done.push(`put ${plain(to)}`);
        kept.set(plain(to), body);
      },
      async delete(to) {
        done.push(`delete ${plain(to)}`);
        kept.delete(plain(to));
      },
    };
    const waiting: Promise<unknown>[] = [];
    const warnings: unknown[] = [];
    const ctx = {
      params: { key },
      log: { error() {}, warn: (_message: string, fields: unknown) => warnings.push(fields) },
      waitUntil: (promise: Promise<unknown>) => waiting.push(promise),
    };
    const handler = {
      object(event: ObjectEvent) {
        heard.push(event);
        return work();
      },
    };
    const settings = { ...options, ...more } as UploadOptions;
    const headers = token === '' ? undefined : { authorization: `Bearer ${token}` };
    const body = method === 'PUT' ? 'a;1' : undefined;
    const request = new Request(`http://site/uploads/prices/${key}`, { method, headers, body });
    const answer = await serve(request, { handler, settings, env: { TOKEN: 'right', BUCKET: bucket }, ctx }).catch(
      (error: Error) => error,
    );
    const status = answer instanceof Error ? answer.message : answer.status;
    done.push(`answered ${status}`);
    const record = () => {
      const text = kept.get('.uploads/<id>.json');
      return text === undefined ? undefined : JSON.parse(text as string);
    };
    return { status, done, heard, warnings, record, settled: () => Promise.all(waiting) };
  }

  test('stores an upload, and answers once it is stored', async () => {
    const { status, done, heard } = await ask('PUT', 'in/a.csv');
    expect([status, done.includes('put in/a.csv')]).toEqual([202, true]);
    expect(heard).toEqual([
      expect.objectContaining({
        type: 'object.created',
        subject: 'in/a.csv',
        data: { bucket: 'Inbox', key: 'in/a.csv', size: 3 },
      }),
    ]);
  });

  test('keeps word of an upload from before its answer until its work is done', async () => {
    const work = () => new Promise((resolve) => setImmediate(resolve));
    const { done, record, settled } = await ask('PUT', 'in/a.csv', { work });
    await settled();
    expect(done).toEqual(['put .uploads/<id>.json', 'put in/a.csv', 'answered 202', 'delete .uploads/<id>.json']);
    expect(record()).toBeUndefined();
  });

  test('leaves a record of unfinished work, with the upload to repeat', async () => {
    const { record, heard } = await ask('PUT', 'in/a.csv', { work: () => new Promise(() => {}) });
    expect(record()).toEqual({ method: 'PUT', path: '/uploads/prices/in/a.csv', event: heard[0] });
  });

  test('leaves no record of a failed put, which is reported to the caller', async () => {
    const { done, heard } = await ask('PUT', 'in/a.csv', { fault: 'in/a.csv' });
    expect(done).toEqual(['put .uploads/<id>.json', 'delete .uploads/<id>.json', 'answered The store is down']);
    expect(heard).toEqual([]);
  });

  test.each(['wrong', '', 'right '])('rejects requests with the token %j', async (token) => {
    // A space at the end of a header is none of the value.
    const expected = token.trim() === 'right' ? 202 : 401;
    expect((await ask('PUT', 'in/a.csv', { token })).status).toBe(expected);
  });

  test('takes no other keys', async () => {
    for (const key of ['out/a.csv', 'in/a.txt', '']) expect((await ask('PUT', key)).done).toEqual(['answered 403']);
  });

  test.each(['.uploads/x.json', 'a/../.uploads/x.json', './.uploads/x.json', '..'])(
    'takes nothing where its records are, whatever the prefix: %s',
    async (key) => {
      for (const method of ['PUT', 'DELETE'])
        expect((await ask(method, key, { prefix: '', suffix: '' })).done).toEqual(['answered 403']);
    },
  );

  test('deletes, and runs the handler for it with deletions', async () => {
    const told = await ask('DELETE', 'in/a.csv');
    expect(told.heard.map(({ type }) => type)).toEqual(['object.deleted']);
    expect(told.done).toContain('delete in/a.csv');
    const untold = await ask('DELETE', 'in/a.csv', { deletions: false });
    expect([untold.done, untold.heard]).toEqual([['delete in/a.csv', 'answered 202'], []]);
  });

  test('retries failures, and reports the failure in the end', async () => {
    const work = () => {
      throw new Error('on purpose');
    };
    const { heard, record, settled } = await ask('PUT', 'in/a.csv', { work });
    await settled();
    expect(heard).toHaveLength(2);
    expect(record()).toMatchObject({ event: heard[0], failed: { attempts: 2, reason: 'Error: on purpose' } });
  });

  test('stops at once on permanent failures', async () => {
    const work = () => {
      throw new PoisonError('EMPTY', 'The file has no bytes');
    };
    const { heard, record, warnings, settled } = await ask('PUT', 'in/a.csv', { work });
    await settled();
    expect(heard).toHaveLength(1);
    expect(record().failed).toEqual({ attempts: 1, code: 'EMPTY', reason: 'The file has no bytes' });
    expect(warnings).toEqual([expect.objectContaining({ code: 'EMPTY', key: 'in/a.csv' })]);
  });

  test('rejects all requests while there is no token', async () => {
    const request = new Request('http://site/x', { method: 'PUT', headers: { authorization: 'Bearer ' } });
    const given = { handler: { object() {} }, settings: options as UploadOptions, env: {}, ctx: { params: {} } };
    expect((await serve(request, given)).status).toBe(401);
  });
});
