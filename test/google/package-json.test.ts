import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageJson } from '../../lib/google/package-json';

describe('the package.json of a function', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'tradewind-bundle-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test('names the framework alone, when all is bundled in', () => {
    expect(JSON.parse(packageJson(folder))).toEqual({
      name: 'function',
      private: true,
      main: 'index.js',
      dependencies: { '@google-cloud/functions-framework': '^5.0.0' },
    });
  });

  test('names what is beside the bundle, in the very version, so that Google installs it again', () => {
    for (const [name, version] of [
      ['sharp', '0.35.5'],
      ['@img/sharp-linux-x64', '0.35.5'],
    ] as const) {
      mkdirSync(path.join(folder, 'node_modules', name), { recursive: true });
      writeFileSync(path.join(folder, 'node_modules', name, 'package.json'), JSON.stringify({ name, version }));
    }
    expect(JSON.parse(packageJson(folder)).dependencies).toEqual({
      '@google-cloud/functions-framework': '^5.0.0',
      '@img/sharp-linux-x64': '0.35.5',
      sharp: '0.35.5',
    });
  });
});
