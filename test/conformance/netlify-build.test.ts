import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ApiFunction, NetlifySite, ScheduledJob } from 'tradewind/netlify';
import { runtimeFile } from './runtimes';

const handler = (name: string) => path.join(__dirname, 'handlers', `${name}.ts`);

/** What Netlify's own library has found out about a function. */
interface Found {
  readonly name: string;
  readonly path: string;
  readonly routes: readonly { pattern: string; expression?: string; literal?: string; prefer_static?: boolean }[];
  readonly excludedRoutes: readonly { expression?: string; literal?: string }[];
  readonly schedule?: string;
  readonly runtimeVersion: string;
  readonly runtimeAPIVersion: number;
}

describe('netlify', () => {
  describe('what is built of the output', () => {
    const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'tradewind-netlify-'));
    let found: readonly Found[];
    afterAll(() => rmSync(root, { recursive: true }));

    beforeAll(() => {
      const site = new NetlifySite({ root });
      const make = (id: string, routes: string[]) =>
        new ApiFunction(site, id, { entry: handler('api'), auth: 'none', routes });
      make('Orders', ['GET /orders/{id}', 'GET /Files/{path+}', 'GET /v1:go', 'GET /{id}/v1:go']);
      make('Latest', ['GET /orders/latest']);
      make('Rest', ['$default']);
      new ScheduledJob(site, 'Job', { entry: handler('job'), schedule: 'every weekday at 09:30', timeZone: 'UTC' });
      const { directory } = site.synth();
      const program = path.join(__dirname, 'drivers/hosts/netlify-build.mjs');
      const library = runtimeFile('@netlify/zip-it-and-ship-it/dist/main.js');
      found = JSON.parse(execFileSync(process.execPath, [program, library, root, directory], { encoding: 'utf8' }));
    }, 60_000);

    const named = (name: string) => found.find((each) => each.name.startsWith(`${name}-`))!;
    const fits = (route: { expression?: string; literal?: string }, to: string) =>
      route.literal === to || (route.expression !== undefined && new RegExp(route.expression).test(to));
    const answering = (to: string) =>
      found
        .filter(({ routes, excludedRoutes }) => {
          return routes.some((route) => fits(route, to)) && !excludedRoutes.some((route) => fits(route, to));
        })
        .map(({ name }) => name.replace(/-[0-9a-f]{8}$/, ''));

    test('is all that was declared, of the current kind, with its source map', () => {
      expect(found.map(({ name }) => name.replace(/-[0-9a-f]{8}$/, '')).sort()).toEqual([
        'job',
        'latest',
        'orders',
        'rest',
      ]);
      for (const { path: folder, runtimeVersion, runtimeAPIVersion } of found) {
        expect([runtimeVersion, runtimeAPIVersion]).toEqual(['nodejs24.x', 2]);
        const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
        const [code] = files.filter((file) => path.basename(file) === 'index.mjs');
        expect(files).toContain(`${code}.map`);
      }
    });

    test.each([
      ['/orders/7', 'orders'],
      ['/orders/latest', 'latest'],
      ['/Files/a/b', 'orders'],
      ['/files/a/b', 'orders'],
      ['/v1:go', 'orders'],
      ['/7/v1:go', 'orders'],
      ['/', 'rest'],
      ['/elsewhere', 'rest'],
    ])('%s is answered by one function: %s', (to, name) => {
      expect(answering(to)).toEqual([name]);
    });

    test('stands behind static files where it answers everything', () => {
      expect(named('rest').routes).toEqual([expect.objectContaining({ prefer_static: true })]);
      expect(named('orders').routes.some((route) => route.prefer_static)).toBe(false);
    });

    test('wakes by the clock, and on no path', () => {
      expect(named('job')).toMatchObject({ schedule: '30 9 * * 1-5', routes: [] });
    });
  });
});
