import { rmSync } from 'node:fs';
import { contradicts, LockFile } from '../../lib/bundler/lock-file';
import { type Files, removeSandboxes, Sandbox } from './sandbox';

afterAll(removeSandboxes);

const HASH = 'sha512-AAAA+/==';
const read = (files: Files) => {
  const sandbox = new Sandbox({ 'package-lock.json': '', ...files });
  return LockFile.read(sandbox.root);
};
const npmLock = (packages: object) => ({
  'package-lock.json': JSON.stringify({ lockfileVersion: 3, packages: { '': {}, ...packages } }),
});
// A sandbox has a package-lock.json, which npm prefers to none of the other managers.
const other = (name: string, text: string) => {
  const sandbox = new Sandbox({ [name]: text });
  rmSync(sandbox.path('package-lock.json'));
  return LockFile.read(sandbox.root);
};

describe('a package of the registry', () => {
  const found = { name: '@img/colour', version: '1.2.3', integrity: HASH };

  test.each([
    ['package-lock.json', () => read(npmLock({ 'node_modules/@img/colour': { version: '1.2.3', integrity: HASH } }))],
    [
      'package-lock.json, below another',
      () => read(npmLock({ 'node_modules/sharp/node_modules/@img/colour': { version: '1.2.3', integrity: HASH } })),
    ],
    [
      'package-lock.json of version 1',
      () =>
        read({
          'package-lock.json': JSON.stringify({
            dependencies: {
              sharp: { version: '1.0.0', dependencies: { '@img/colour': { version: '1.2.3', integrity: HASH } } },
            },
          }),
        }),
    ],
    [
      'pnpm-lock.yaml',
      () =>
        other(
          'pnpm-lock.yaml',
          `lockfileVersion: '9.0'\n\npackages:\n\n  '@img/colour@1.2.3':\n    resolution: {integrity: ${HASH}}\n    engines: {node: '>=18'}\n\nsnapshots:\n\n  '@img/colour@1.2.3': {}\n`,
        ),
    ],
    [
      'pnpm-lock.yaml of version 6',
      () =>
        other(
          'pnpm-lock.yaml',
          `lockfileVersion: '6.0'\n\npackages:\n\n  /@img/colour@1.2.3(peer@2.0.0):\n    resolution: {integrity: ${HASH}}\n    dev: false\n`,
        ),
    ],
    [
      'yarn.lock of version 1',
      () =>
        other(
          'yarn.lock',
          `# yarn lockfile v1\n\n\n"@img/colour@^1.0.0", "@img/colour@^1.2.0":\n  version "1.2.3"\n  resolved "https://registry.yarnpkg.com/@img/colour/-/colour-1.2.3.tgz#abc"\n  integrity ${HASH}\n`,
        ),
    ],
    [
      'bun.lock',
      () =>
        other('bun.lock', `{\n  "packages": {\n    "@img/colour": ["@img/colour@1.2.3", "", {}, "${HASH}"],\n  }\n}\n`),
    ],
  ])('in %s', (_name, lock) => {
    expect(lock().find('@img/colour', '1.2.3')).toEqual(found);
    expect(lock().find('@img/colour', '1.2.4')).toBeUndefined();
    expect(lock().versionsOf('@img/colour')).toContain('1.2.3');
  });

  test('in yarn.lock of later versions, whose checksums are of other archives', () => {
    const block = '"sharp@npm:^0.34.0":\n  version: 0.34.1\n  resolution: "sharp@npm:0.34.1"\n  checksum: 10c0/abc\n';
    const lock = other('yarn.lock', `__metadata:\n  version: 8\n\n${block}`);
    expect(lock.find('sharp', '0.34.1')).toEqual({ name: 'sharp', version: '0.34.1' });
  });
});

describe('a package from elsewhere', () => {
  test.each([
    [
      'npm: a folder',
      () => read(npmLock({ 'node_modules/sharp': { resolved: 'vendor/sharp', link: true } })),
      'link:vendor/sharp',
    ],
    [
      'npm: an archive',
      () => read(npmLock({ 'node_modules/sharp': { version: '1.0.0', resolved: 'file:sharp.tgz', integrity: HASH } })),
      'file:sharp.tgz',
    ],
    [
      'npm: git',
      () =>
        read(
          npmLock({ 'node_modules/sharp': { version: '1.0.0', resolved: 'git+ssh://git@github.com/a/sharp.git#1' } }),
        ),
      'git+ssh://git@github.com/a/sharp.git#1',
    ],
    [
      'pnpm: a folder',
      () =>
        other(
          'pnpm-lock.yaml',
          'packages:\n\n  sharp@file:vendor/sharp:\n    resolution: {directory: vendor/sharp, type: directory}\n',
        ),
      'vendor/sharp',
    ],
    [
      'pnpm: git',
      () =>
        other(
          'pnpm-lock.yaml',
          'packages:\n\n  sharp@https://codeload.github.com/a/sharp/tar.gz/1:\n    resolution: {tarball: https://codeload.github.com/a/sharp/tar.gz/1}\n    version: 1.0.0\n',
        ),
      'https://codeload.github.com/a/sharp/tar.gz/1',
    ],
    [
      'pnpm: a patch',
      () =>
        other(
          'pnpm-lock.yaml',
          `packages:\n\n  sharp@1.0.0:\n    resolution: {integrity: ${HASH}}\n\nsnapshots:\n\n  sharp@1.0.0(patch_hash=abc):\n    dependencies:\n      a: 1.0.0\n`,
        ),
      'patch:1.0.0(patch_hash=abc)',
    ],
    [
      'yarn 1: a folder',
      () => other('yarn.lock', '"sharp@file:./vendor/sharp":\n  version "1.0.0"\n'),
      'file:./vendor/sharp',
    ],
    [
      'yarn 1: git',
      () =>
        other(
          'yarn.lock',
          '"sharp@github:a/sharp":\n  version "1.0.0"\n  resolved "https://codeload.github.com/a/sharp/tar.gz/1"\n',
        ),
      'https://codeload.github.com/a/sharp/tar.gz/1',
    ],
    [
      'yarn: a patch',
      () =>
        other(
          'yarn.lock',
          '"sharp@patch:sharp@npm%3A1.0.0#a.patch":\n  version: 1.0.0\n  resolution: "sharp@patch:sharp@npm%3A1.0.0#a.patch"\n',
        ),
      'patch:sharp@npm%3A1.0.0#a.patch',
    ],
    [
      'bun: a folder',
      () => other('bun.lock', '{\n  "packages": {\n    "sharp": ["sharp@file:vendor/sharp", {}],\n  }\n}\n'),
      'file:vendor/sharp',
    ],
  ])('%s', (_name, lock, origin) => {
    expect(lock().find('sharp', '1.0.0')).toEqual({ name: 'sharp', origin });
  });
});

test('a file that is not understood counts as none', () => {
  expect(read({ 'package-lock.json': '<<<<<<< HEAD' }).find('sharp', '1.0.0')).toBeUndefined();
  expect(read({ 'package-lock.json': '{}' }).versionsOf('sharp')).toEqual([]);
});

test('hashes contradict each other when one kind of hash is in both, and differs', () => {
  expect(contradicts('sha512-a', 'sha512-b')).toBe(true);
  expect(contradicts('sha1-a sha512-b', 'sha512-b')).toBe(false);
  expect(contradicts('sha1-a', 'sha512-b')).toBe(false);
  expect(contradicts(undefined, 'sha512-b')).toBe(false);
});
