import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seconds } from 'tradewind';
import { ApiFunction, ScheduledJob, VercelApp } from 'tradewind/vercel';
import { requireRuntime } from './runtimes';

const handler = (name: string) => path.join(__dirname, 'handlers', `${name}.ts`);

/** What is used of Vercel's own reader. */
interface BuildUtilities {
  deserializeBuildOutput(options: object): Promise<{
    readonly output: Readonly<Record<string, object>>;
    readonly routes: object[];
    readonly crons: object[];
  }>;
  deserializeLambda(...given: unknown[]): Promise<object>;
  getSupportedNodeVersion(range: string): Promise<{ readonly runtime: string }>;
}

/** What is used of the library that checks rules of the routing layer. */
interface RoutingUtilities {
  normalizeRoutes(routes: object[]): { readonly routes: object[]; readonly error: object | null };
}

describe('vercel', () => {
  describe('what is read of the output', () => {
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
      const { directory } = app.synth();
      read = await utilities.deserializeBuildOutput({
        outputDir: directory,
        repoRootPath: root,
        deserializeLambda: utilities.deserializeLambda,
        groupLambdas: async (lambdas: object) => lambdas,
      });
    });

    const named = (name: string) =>
      Object.entries(read.output).find(([key]) => key.startsWith(name))![1] as Record<string, unknown>;

    test('is all that was declared, with its settings', () => {
      expect(Object.keys(read.output).map((name) => name.replace(/-[0-9a-f]{8}$/, ''))).toEqual(
        expect.arrayContaining(['orders', '_tw/job']),
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

    test('brings the code along', () => {
      expect(Object.keys(named('orders').files as object)).toEqual(
        expect.arrayContaining(['index.mjs', 'index.mjs.map']),
      );
    });

    test('runs on a version that there is', async () => {
      const { runtime } = await utilities.getSupportedNodeVersion('24.x');
      expect(named('orders').runtime).toBe(runtime);
    });

    test('has rules that the routing layer takes', () => {
      const { normalizeRoutes } = requireRuntime('@vercel/routing-utils') as unknown as RoutingUtilities;
      expect(read.routes.length).toBeGreaterThan(3);
      expect(normalizeRoutes(read.routes)).toEqual({ routes: read.routes, error: null });
    });

    test('wakes by the clock what is there', () => {
      const [job] = Object.keys(read.output).filter((name) => name.startsWith('_tw/'));
      expect(read.crons).toEqual([{ path: `/${job}`, schedule: '30 9 * * 1-5' }]);
    });
  });
});
