import { mkdtempSync, realpathSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seconds } from 'tradewind';
import { ApiFunction, ImagePipeline, QueueWorker, ScheduledJob, VercelApp } from 'tradewind/vercel';
import { requireRuntime } from './runtimes';

const handler = (name: string) => path.join(__dirname, 'handlers', `${name}.ts`);

/** Parts of Vercel's own reader that are used. */
interface BuildUtilities {
  deserializeBuildOutput(options: object): Promise<{
    readonly output: Readonly<Record<string, object>>;
    readonly routes: object[];
    readonly crons: object[];
  }>;
  deserializeLambda(...given: unknown[]): Promise<object>;
  sanitizeConsumerName(functionPath: string): string;
  getSupportedNodeVersion(range: string): Promise<{ readonly runtime: string }>;
}

/** Parts of the library that checks rules of the routing layer. */
interface RoutingUtilities {
  normalizeRoutes(routes: object[]): { readonly routes: object[]; readonly error: object | null };
}

describe('vercel', () => {
  describe('the output as Vercel reads it', () => {
    const root = mkdtempSync(path.join(realpathSync(tmpdir()), 'tradewind-vercel-'));
    const utilities = requireRuntime('@vercel/build-utils') as unknown as BuildUtilities;
    let read: Awaited<ReturnType<BuildUtilities['deserializeBuildOutput']>>;
    afterAll(() => rmSync(root, { recursive: true }));

    beforeAll(async () => {
      const app = new VercelApp({ root });
      new ApiFunction(app, 'Orders', {
        entry: handler('api'),
        auth: 'none',
        routes: ['GET /orders/{id}', 'ANY /v1.0/{path+}', '$default'],
        timeout: seconds(20),
        memory: 3008,
        environment: { GREETING: 'hello' },
        overrides: { function: { regions: ['arn1'] } },
      });
      new ScheduledJob(app, 'Job', { entry: handler('job'), schedule: 'every weekday at 09:30', timeZone: 'UTC' });
      new ImagePipeline(app, 'Photos', { variants: { thumb: { width: 64 } } });
      new QueueWorker(app, 'Mails', { entry: handler('worker') });
      const { directory } = app.synth();
      read = await utilities.deserializeBuildOutput({
        outputDir: directory,
        repoRootPath: root,
        deserializeLambda: utilities.deserializeLambda,
        groupLambdas: async (lambdas: object) => lambdas,
      });
    }, 120_000);

    const named = (name: string) =>
      Object.entries(read.output).find(([key]) => key.startsWith(name))![1] as Record<string, unknown>;

    test('contains all declared functions, with their settings', () => {
      expect(Object.keys(read.output).map((name) => name.replace(/-[0-9a-f]{8}$/, ''))).toEqual(
        expect.arrayContaining(['orders', '_tw/job', 'photos']),
      );
      expect(named('orders')).toMatchObject({
        type: 'Lambda',
        launcherType: 'Nodejs',
        handler: 'index.mjs',
        maxDuration: 20,
        memory: 3008,
        regions: ['arn1'],
        environment: { GREETING: 'hello' },
        shouldAddHelpers: false,
        supportsResponseStreaming: true,
      });
    });

    test('contains the code', () => {
      expect(Object.keys(named('orders').files as object)).toEqual(
        expect.arrayContaining(['index.mjs', 'index.mjs.map']),
      );
    });

    test('contains sharp, its binary and its libvips, for Linux on x64 only', () => {
      const { files, architecture } = named('photos') as { files: object; architecture?: string };
      const native = Object.keys(files).filter((file) => /\.node$|\.so[.\d]*$/.test(file));
      expect(native.map((file) => file.replace(/[-.]\d+(\.\d+)+/, '')).sort()).toEqual([
        'node_modules/@img/sharp-libvips-linux-x64/lib/libvips-cpp.so',
        'node_modules/@img/sharp-linux-x64/lib/sharp-linux-x64.node',
      ]);
      expect(architecture ?? 'x86_64').toBe('x86_64');
    });

    test('stays within the limit of a function: 250 MB unpacked', () => {
      const files = Object.values(named('photos').files as Record<string, { readonly fsPath: string }>);
      const bytes = files.map(({ fsPath }) => statSync(fsPath).size).reduce((sum, size) => sum + size, 0);
      expect(bytes).toBeGreaterThan(1e6);
      expect(bytes).toBeLessThan(250e6);
    });

    test('triggers existing functions by messages, under the name that Vercel makes of its path', () => {
      const [mails] = Object.keys(read.output).filter((name) => name.startsWith('_tw/mails'));
      expect(named('_tw/mails').experimentalTriggers).toEqual([
        expect.objectContaining({ type: 'queue/v2beta', consumer: utilities.sanitizeConsumerName(mails!) }),
      ]);
    });

    test('runs on an existing version', async () => {
      const { runtime } = await utilities.getSupportedNodeVersion('24.x');
      expect(named('orders').runtime).toBe(runtime);
    });

    test('has rules that the routing layer accepts', () => {
      const { normalizeRoutes } = requireRuntime('@vercel/routing-utils') as unknown as RoutingUtilities;
      expect(read.routes.length).toBeGreaterThan(3);
      expect(normalizeRoutes(read.routes)).toEqual({ routes: read.routes, error: null });
    });

    test('triggers existing functions on a schedule', () => {
      const [job] = Object.keys(read.output).filter((name) => name.startsWith('_tw/job'));
      expect(read.crons).toEqual([{ path: `/${job}`, schedule: '30 9 * * 1-5' }]);
    });
  });
});
