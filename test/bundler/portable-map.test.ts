import { portableMap } from '../../lib/bundler/portable-map';

const project = { root: '/app', cache: '/app/node_modules/.cache/tradewind', lockFiles: [] };
const folder = '/app/node_modules/.cache/tradewind/build/run.4711-6.tmp';

function sourcesOf(names: readonly string[]): string[] {
  const map = `{\n  "version": 3,\n  "sources": ${JSON.stringify(names)},\n  "mappings": ""\n}`;
  return JSON.parse(portableMap(Buffer.from(map), folder, project).toString('utf8')).sources;
}

test('names sources from the root of the project', () => {
  expect(sourcesOf(['../../../../../src/api.ts', '../../../../hono/index.js'])).toEqual([
    'src/api.ts',
    'node_modules/hono/index.js',
  ]);
});

test('keeps the names of packages that were bundled before, without the folder of this build', () => {
  expect(sourcesOf(['webpack:/@azure/functions/src/app.ts', 'webpack://lib/a.js'])).toEqual([
    'webpack:/@azure/functions/src/app.ts',
    'webpack://lib/a.js',
  ]);
});
