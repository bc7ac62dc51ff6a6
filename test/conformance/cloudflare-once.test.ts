import { onceStore } from '../../lib/cloudflare/adapter/once-store';
import type { D1Database } from '../../lib/cloudflare/clients/database';
import { keepsOnceContract } from '../runtime/once-contract';
import { requireRuntime } from './runtimes';

interface Miniflare {
  getD1Database(name: string): Promise<D1Database>;
  dispose(): Promise<void>;
}
type MiniflareClass = new (options: object) => Miniflare;

describe('cloudflare', () => {
  describe('work that is remembered in D1', () => {
    let miniflare: Miniflare;
    beforeAll(() => {
      const { Miniflare } = requireRuntime('miniflare') as unknown as { Miniflare: MiniflareClass };
      const script = 'export default { fetch: () => new Response() }';
      miniflare = new Miniflare({ modules: true, script, host: '127.0.0.1', d1Databases: ['WORK'] });
    });
    afterAll(() => miniflare?.dispose());

    keepsOnceContract(async () => {
      const database = await miniflare.getD1Database('WORK');
      await database.batch([database.prepare('DROP TABLE IF EXISTS work')]);
      return { worker: () => onceStore(database, { busySeconds: 10, expireAfterSeconds: 100 }) };
    });
  });
});
