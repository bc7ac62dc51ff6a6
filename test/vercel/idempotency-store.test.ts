import { BlobPreconditionFailedError, BlobServiceNotAvailable } from '@vercel/blob';
import { idempotencyStore } from '../../lib/vercel/adapter/idempotency-store';
import { keepsIdempotencyContract } from '../runtime/idempotency-contract';

/** A store of one record, which refuses what comes on another condition, as the service does. */
function oneRecord(found?: object) {
  const asked: unknown[][] = [];
  let kept = found && JSON.stringify(found);
  let version = 1;
  const sdk = {
    async put(name: string, body: string, { allowOverwrite, ifMatch }: Record<string, unknown>) {
      asked.push(['put', name, JSON.parse(body).state, ifMatch ?? allowOverwrite]);
      if (ifMatch !== undefined && ifMatch !== `"${version}"`) throw new BlobPreconditionFailedError();
      if (ifMatch === undefined && allowOverwrite === false && kept !== undefined) throw new Error('it exists');
      kept = body;
      version += 1;
    },
    async get(name: string, options: object) {
      asked.push(['get', name, options]);
      return kept === undefined ? null : { stream: new Blob([kept]).stream(), blob: { etag: `"${version}"` } };
    },
  };
  const worker = () =>
    idempotencyStore({ sdk: sdk as never, prefix: 'mails/' }, { busySeconds: 10, expireAfterSeconds: 100 });
  return { asked, sdk, worker, store: worker() };
}

const record = (state: string, seconds: number, owner = 'somebody') => ({
  state,
  owner,
  until: Date.now() + seconds * 1000,
});

describe('idempotency records in the Blob store', () => {
  describe('satisfies the contract of idempotency stores', () => {
    keepsIdempotencyContract(async () => {
      const records = new Map<string, ReturnType<typeof oneRecord>>();
      const of = (key: string) => records.get(key) ?? records.set(key, oneRecord()).get(key)!;
      return { worker: () => ({ start: (key) => of(key).worker().start(key) }) };
    });
  });

  test('reads past the cache, and uncompressed, so that the etag is one to write by', async () => {
    const { store, asked } = oneRecord(record('done', 5));
    await store.start('a');
    const options = { access: 'private', useCache: false, headers: { 'accept-encoding': 'identity' } };
    expect(asked).toEqual([
      ['put', 'mails/a.json', 'busy', false],
      ['get', 'mails/a.json', options],
    ]);
  });

  test('takes its own record for its claim, when the answer to the write was lost and the SDK repeated it', async () => {
    const { store, sdk } = oneRecord();
    const { put } = sdk;
    sdk.put = async (...given) => {
      await put(...given);
      await put(...given);
    };
    expect((await store.start('a')).state).toBe('started');
  });

  test('claims nothing when the store does not answer', async () => {
    const { store, sdk } = oneRecord();
    sdk.put = async () => {
      throw new BlobServiceNotAvailable();
    };
    await expect(store.start('a')).rejects.toThrow(BlobServiceNotAvailable);
    const expired = oneRecord(record('busy', -5));
    expired.sdk.put = sdk.put;
    await expect(expired.store.start('a')).rejects.toThrow(BlobServiceNotAvailable);
  });
});
