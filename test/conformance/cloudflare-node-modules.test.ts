import { builtinModules } from 'node:module';
import { cloudflareDefaults } from '../../lib/cloudflare/defaults';
import { BUILTINS } from '../../lib/cloudflare/function/node-modules';
import { requireRuntime } from './runtimes';

interface Runtime {
  dispatchFetch(url: string): Promise<Response>;
  dispose(): Promise<void>;
}

/** Tries to import each module in workerd, with the settings that workers are deployed with. */
async function importable(names: readonly string[]): Promise<string[]> {
  const Miniflare = requireRuntime('miniflare').Miniflare as new (options: object) => Runtime;
  const contents = `export default { async fetch() {
    const found = [];
    for (const name of ${JSON.stringify(names)}) {
      const bare = await import(name).then(() => true, () => false);
      const prefixed = await import('node:' + name).then(() => true, () => false);
      if (bare && prefixed && process.getBuiltinModule(name) !== undefined) found.push(name);
    }
    return Response.json(found);
  } };`;
  const runtime = new Miniflare({
    host: '127.0.0.1',
    modules: [{ type: 'ESModule', path: 'index.mjs', contents }],
    compatibilityDate: cloudflareDefaults.compatibilityDate.value,
    compatibilityFlags: [...cloudflareDefaults.compatibilityFlags.value],
  });
  try {
    return (await (await runtime.dispatchFetch('http://worker.example/')).json()) as string[];
  } finally {
    await runtime.dispose();
  }
}

describe('cloudflare', () => {
  describe('the modules of Node.js', () => {
    test('that the bundler leaves external for workers are those that workerd has', async () => {
      const names = builtinModules.filter((name) => !name.startsWith('_'));
      expect(await importable(names)).toEqual([...BUILTINS.names].sort());
    });
  });
});
