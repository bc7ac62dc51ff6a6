import { idempotencyStore } from '../../lib/cloudflare/adapter/idempotency-store';
import type { D1Database } from '../../lib/cloudflare/clients/database';
import { keepsIdempotencyContract } from '../runtime/idempotency-contract';
import { requireRuntime } from './runtimes';

interface Miniflare {
  getD1Database(name: string): Promise<D1Database>;
  dispose(): Promise<void>;
}
type MiniflareClass = new (options: object) => Miniflare;

describe('cloudflare', () => {
  describe('idempotency records in D1', () => {
    let miniflare: Miniflare;
    beforeAll(() => {
      const { Miniflare } = requireRuntime('miniflare') as unknown as { Miniflare: MiniflareClass };
      const script = 'export default { fetch: () => new Response() }';
      miniflare = new Miniflare({ modules: true, script, host: '127.0.0.1', d1Databases: ['WORK'] });
    });
    afterAll(() => miniflare?.dispose());

    keepsIdempotencyContract(async () => {
      const database = await miniflare.getD1Database('WORK');
      await database.batch([database.prepare('DROP TABLE IF EXISTS work')]);
      return { worker: () => idempotencyStore(database, { busySeconds: 10, expireAfterSeconds: 100 }) };
    });
  });
});
