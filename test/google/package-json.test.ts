import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { packageFiles } from '../../lib/google/function/package-json';

jest.setTimeout(120_000);

const parse = (files: Readonly<Record<string, string>>, name: string) => JSON.parse(files[name]!);
const integrity = 'sha512-a';
/** As npm resolves it for the project; `semver` is one that the framework has in another version. */
const nativeLock = {
  '': { dependencies: { sharp: '0.35.5' } },
  'node_modules/@img/colour': { version: '1.1.0', integrity },
  'node_modules/@img/sharp-linux-x64': {
    version: '0.35.5',
    integrity,
    dependencies: { '@img/sharp-libvips-linux-x64': '1.3.0' },
  },
  'node_modules/@img/sharp-libvips-linux-x64': { version: '1.3.0', integrity },
  'node_modules/semver': { version: '7.8.5', integrity },
  'node_modules/sharp': {
    version: '0.35.5',
    integrity,
    dependencies: { '@img/colour': '^1.0.0', semver: '^7.0.0' },
    optionalDependencies: { '@img/sharp-linux-x64': '0.35.5' },
  },
};

describe('packages that Google installs next to a bundle', () => {
  test('is the framework alone, when all is bundled in', () => {
    const files = packageFiles({});
    expect(Object.keys(files).sort()).toEqual(['.npmrc', 'package-lock.json', 'package.json']);
    expect(parse(files, 'package.json')).toEqual({
      name: 'function',
      private: true,
      main: 'index.js',
      dependencies: { '@google-cloud/functions-framework': expect.stringMatching(/^5\.\d+\.\d+$/) },
    });
    expect(files['.npmrc']).toBe('ignore-scripts=true\n');
  });

  test('is in the lock file, each package with its version and hash', () => {
    const { packages } = parse(packageFiles({ nativeLock }), 'package-lock.json');
    const { '': root, ...entries } = packages;
    expect(root.dependencies).toMatchObject({ sharp: '0.35.5' });
    expect(Object.keys(entries).length).toBeGreaterThan(100);
    for (const [place, entry] of Object.entries(entries)) {
      expect([place, entry]).toEqual([
        place,
        expect.objectContaining({ version: expect.any(String), integrity: expect.stringMatching(/^sha512-/) }),
      ]);
      expect(entry).not.toHaveProperty('resolved');
      expect(entry).not.toHaveProperty('hasInstallScript');
    }
  });

  test('has packages with native code as the project has them, apart from those of the framework', () => {
    const { packages } = parse(packageFiles({ nativeLock }), 'package-lock.json');
    const below = Object.keys(packages).filter((place) => place.startsWith('node_modules/sharp'));
    expect(below.sort()).toEqual([
      'node_modules/sharp',
      'node_modules/sharp/node_modules/@img/colour',
      'node_modules/sharp/node_modules/@img/sharp-libvips-linux-x64',
      'node_modules/sharp/node_modules/@img/sharp-linux-x64',
      'node_modules/sharp/node_modules/semver',
    ]);
    expect(packages['node_modules/sharp/node_modules/semver'].version).toBe('7.8.5');
  });

  // The build of Google runs it; here nothing is fetched.
  test('is accepted by npm ci', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tradewind-google-'));
    const repository = JSON.parse(readFileSync(path.join(__dirname, '../../package-lock.json'), 'utf8')).packages;
    const { version, integrity: hash } = repository['node_modules/picocolors'];
    const lock = {
      '': { dependencies: { picocolors: version } },
      'node_modules/picocolors': { version, integrity: hash },
    };
    for (const [name, text] of Object.entries(packageFiles({ nativeLock: lock })))
      writeFileSync(path.join(folder, name), text);
    const args = ['ci', '--dry-run', '--no-audit', '--no-fund'];
    const { status, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
    expect([stderr, status]).toEqual([expect.not.stringContaining('error'), 0]);
    rmSync(folder, { recursive: true });
  });
});
