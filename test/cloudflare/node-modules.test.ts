import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { BUILTINS } from '../../lib/cloudflare/function/node-modules';
import { messageOf, removeSandboxes, Sandbox } from '../bundler/sandbox';

afterAll(removeSandboxes);

const shape = { platform: 'worker', format: 'esm', exportAs: 'default', builtins: BUILTINS } as const;
const worker = (files: Record<string, string>) => {
  const sandbox = new Sandbox(files);
  return { sandbox, build: () => sandbox.build('a.ts', { target: 'es2023', shape }) };
};
const handler = 'export const handler = () => 1;\n';

describe('the modules of Node.js that a worker imports', () => {
  test('are left to the runtime, with and without `node:`', () => {
    const { build } = worker({
      'node_modules/old/index.js': "exports.separator = require('path').sep;\n",
      'a.ts': `import { EventEmitter } from 'events';\nimport { readFileSync } from 'node:fs';\nimport { separator } from 'old';\nexport const handler = () => [EventEmitter, readFileSync, separator];\n`,
    });
    const code = readFileSync(path.join(build().directory, 'index.mjs'), 'utf8');
    expect(code).toMatch(/from"events"/);
    expect(code).toMatch(/from"node:fs"/);
  });

  test('are there for packages that call require', async () => {
    const { sandbox, build } = worker({
      'node_modules/old/index.js':
        "const Events = require('events');\nclass Bus extends Events {}\nexports.isBus = new Bus() instanceof Events;\n",
      'a.ts': "import { isBus } from 'old';\nexport const handler = isBus;\n",
    });
    const run = sandbox.path('run.mjs');
    writeFileSync(
      run,
      `import found from ${JSON.stringify(pathToFileURL(path.join(build().directory, 'index.mjs')))};\nconsole.log(found);\n`,
    );
    const { stdout, stderr } = spawnSync(process.execPath, [run], { encoding: 'utf8' });
    expect([stderr, stdout]).toEqual(['', 'true\n']);
  });

  test.each(['node:child_process', 'child_process', 'worker_threads', 'node:sqlite'])(
    'and do not exist: %s',
    (name) => {
      const { build } = worker({ 'a.ts': `import * as absent from '${name}';\nexport const handler = absent;\n` });
      const message = messageOf(build);
      expect(message).toMatch(
        new RegExp(
          `a\\.ts imports "${name}", which Cloudflare Workers \\(compatibility date [-0-9]+\\) does not have\\. Fix: use`,
        ),
      );
      expect(message).not.toContain('install');
    },
  );

  test('and do not exist, in a package: the package is named', () => {
    const { build } = worker({
      'node_modules/old/index.js': "import 'cluster';\n",
      'a.ts': `import 'old';\n${handler}`,
    });
    expect(messageOf(build)).toContain('does not run: old imports "cluster", which Cloudflare Workers');
  });

  test('are not refused where a package copes without, or where the user says that they exist', () => {
    const attempt = worker({
      'node_modules/old/index.js': "try { require('child_process') } catch {}\n",
      'a.ts': `import 'old';\n${handler}`,
    });
    expect(attempt.build().warnings).toEqual([]);
    const { sandbox } = worker({ 'a.ts': `import 'node:v8';\n${handler}` });
    const options = { external: ['node:v8'] };
    expect(sandbox.build('a.ts', { target: 'es2023', shape, options }).hash).toHaveLength(64);
  });
});

test('require() of a package for workers gives its CommonJS file', () => {
  const { build } = worker({
    'node_modules/both/package.json': '{ "name": "both", "main": "main.js", "module": "module.mjs" }',
    'node_modules/both/main.js': "module.exports = () => 'CommonJS';\n",
    'node_modules/both/module.mjs': "export default () => 'ES module';\n",
    'node_modules/old/index.js': "module.exports = require('both')();\n",
    'a.ts': "import said from 'old';\nexport const handler = said;\n",
  });
  const code = readFileSync(path.join(build().directory, 'index.mjs'), 'utf8');
  expect(code).toContain('CommonJS');
  expect(code).not.toContain('ES module');
});
