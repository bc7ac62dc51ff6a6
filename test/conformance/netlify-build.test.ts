import { execFileSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { unzipSync } from 'fflate';
import { ApiFunction, ImagePipeline, NetlifySite, QueueWorker, ScheduledJob } from 'tradewind/netlify';
import { runtimeFile } from './runtimes';

const handler = (name: string) => path.join(__dirname, 'handlers', `${name}.ts`);

/** Properties of a function that Netlify's own library found. */
interface Found {
  readonly name: string;
  readonly path: string;
  readonly routes: readonly { pattern: string; expression?: string; literal?: string; prefer_static?: boolean }[];
  readonly excludedRoutes: readonly { expression?: string; literal?: string }[];
  readonly schedule?: string;
  readonly invocationMode?: string;
  readonly runtimeVersion: string;
  readonly runtimeAPIVersion: number;
}

/** Reads a folder of functions with Netlify's own library. */
function build(root: string, directory: string, archiveFormat = 'none'): readonly Found[] {
  const program = path.join(__dirname, 'drivers/hosts/netlify-build.mjs');
  const library = runtimeFile('@netlify/zip-it-and-ship-it/dist/main.js');
  const given = [program, library, root, directory, archiveFormat];
  return JSON.parse(execFileSync(process.execPath, given, { encoding: 'utf8' }));
}

describe('netlify', () => {
  describe('the build of the output', () => {
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
      new QueueWorker(site, 'Mails', { entry: handler('worker') });
      found = build(root, site.synth().directory);
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

    test('contains all declared functions, of the current kind, with source maps', () => {
      expect(found.map(({ name }) => name.replace(/-[0-9a-f]{8}(?=-|$)/, '')).sort()).toEqual([
        'job',
        'latest',
        'mails-messages-sweep',
        'mails-messages-worker',
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
    ])('%s is served by one function: %s', (to, name) => {
      expect(answering(to)).toEqual([name]);
    });

    test('serves static files first, if a function answers all paths', () => {
      expect(named('rest').routes).toEqual([expect.objectContaining({ prefer_static: true })]);
      expect(named('orders').routes.some((route) => route.prefer_static)).toBe(false);
    });

    test('runs on a schedule, and on no path', () => {
      expect(named('job')).toMatchObject({ schedule: '30 9 * * 1-5', routes: [] });
    });

    test('processes messages in the background, and polls for them on a schedule', () => {
      const mails = (end: string) => found.find(({ name }) => name.startsWith('mails-') && name.endsWith(end));
      expect(mails('-worker')).toMatchObject({ invocationMode: 'background', routes: [] });
      expect(mails('-sweep')).toMatchObject({ schedule: '* * * * *', routes: [] });
    });
  });

  describe('the build of an image pipeline', () => {
    const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'tradewind-netlify-'));
    const unpacked = path.join(root, 'unpacked');
    let archive: Buffer;
    afterAll(() => rmSync(root, { recursive: true }));

    beforeAll(() => {
      const site = new NetlifySite({ root });
      new ImagePipeline(site, 'Photos', { variants: { thumb: { width: 64 } } });
      const [{ path: file }] = build(root, site.synth().directory, 'zip') as [Found];
      archive = readFileSync(file);
      for (const [name, bytes] of Object.entries(unzipSync(archive))) {
        mkdirSync(path.dirname(path.join(unpacked, name)), { recursive: true });
        if (!name.endsWith('/')) writeFileSync(path.join(unpacked, name), bytes);
      }
    }, 120_000);

    const files = () => readdirSync(unpacked, { recursive: true, encoding: 'utf8' });
    const own = () => path.dirname(files().find((file) => path.basename(file) === 'index.mjs')!);

    test('has sharp, its binary and its libvips next to the code, for Linux on x64 only', () => {
      const native = files().filter((file) => /\.node$|\.so[.\d]*$/.test(file));
      expect(native.map((file) => path.relative(own(), file).replace(/[-.]\d+(\.\d+)+/, '')).sort()).toEqual([
        'node_modules/@img/sharp-libvips-linux-x64/lib/libvips-cpp.so',
        'node_modules/@img/sharp-linux-x64/lib/sharp-linux-x64.node',
      ]);
    });

    test('stays within the limits of a function: 50 MB packed, 250 MB unpacked', () => {
      const unpackedBytes = files()
        .map((file) => statSync(path.join(unpacked, file)))
        .reduce((sum, { size }) => sum + size, 0);
      expect(archive.byteLength).toBeLessThan(50e6);
      expect(unpackedBytes).toBeLessThan(250e6);
    });

    test('renders an image with the packed sharp', () => {
      const code = path.join(unpacked, own(), 'index.mjs');
      const program = `
        const { createRequire } = require('node:module');
        const load = createRequire(${JSON.stringify(code)});
        const sharp = load('sharp');
        sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } }).webp().toBuffer().then(async (image) => {
          const { format, width } = await sharp(image).metadata();
          process.stdout.write(JSON.stringify([format, width, load.resolve('sharp')]));
        });`;
      const said = execFileSync(process.execPath, ['-e', program], { cwd: tmpdir(), encoding: 'utf8' });
      const [format, width, place] = JSON.parse(said);
      expect([format, width]).toEqual(['webp', 9]);
      expect(place.startsWith(path.join(unpacked, own()))).toBe(true);
    });
  });
});
