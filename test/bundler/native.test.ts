import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import * as path from 'node:path';
import type { NativeTarget } from '../../lib/bundler';
import { findPackage, pinsOf } from '../../lib/bundler/installed-packages';
import { elfFault, faultOf } from '../../lib/bundler/native-check';
import { App, messageOf, removeSandboxes, Sandbox } from './sandbox';

jest.setTimeout(180_000);
afterAll(removeSandboxes);

const modules = path.join(__dirname, '../../node_modules');
const target = (cpu: NativeTarget['cpu'], libc: NativeTarget['libc'] = 'glibc'): NativeTarget => ({
  os: 'linux',
  cpu,
  libc,
});

/** The packages that sharp consists of, as they are installed here. */
function installSharp(sandbox: Sandbox): void {
  for (const name of ['sharp', '@img/colour', 'detect-libc', 'semver']) {
    mkdirSync(path.dirname(sandbox.path('node_modules', name)), { recursive: true });
    cpSync(path.join(modules, name), sandbox.path('node_modules', name), { recursive: true });
  }
}

describe('sharp, from the registry', () => {
  const sandbox = new Sandbox({
    'image.ts': `import sharp from 'sharp';
      export const handler = async () => {
        const image = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });
        const { info } = await image.resize(4, 2).png().toBuffer({ resolveWithObject: true });
        return [info.format, info.width, info.height];
      };`,
    'other.ts': "import sharp from 'sharp';\nexport const handler = () => sharp.versions;\n",
    'without.ts': "import sharp from 'sharp';\nexport const handler = (): typeof sharp | string => 'types only';\n",
  });
  beforeAll(() => {
    installSharp(sandbox);
    // Not the newest that sharp accepts.
    sandbox.write({
      'node_modules/sharp/node_modules/semver/package.json': '{ "name": "semver", "version": "7.8.5" }',
    });
  });

  const machineOf = (file: string) => readFileSync(file).readUInt16LE(18);
  const native = (directory: string, cpu: string) =>
    path.join(directory, 'node_modules/@img', `sharp-linux-${cpu}/lib`);
  const binaries = (folder: string) => readdirSync(folder).filter((name) => name.endsWith('.node'));

  test.each([
    ['arm64', 0xb7],
    ['x64', 0x3e],
  ] as const)('%s gets its own binaries', (cpu, machine) => {
    const { directory, bytes } = sandbox.build('image.ts', { native: target(cpu) });
    const folder = native(directory, cpu);
    const [binary] = binaries(folder);
    expect(machineOf(path.join(folder, binary!))).toBe(machine);
    expect(readdirSync(path.join(directory, 'node_modules/@img')).sort()).toEqual([
      'colour',
      `sharp-libvips-linux-${cpu}`,
      `sharp-linux-${cpu}`,
    ]);
    expect(existsSync(path.join(directory, 'node_modules/.package-lock.json'))).toBe(false);
    expect(bytes).toBeGreaterThan(5_000_000);
  });

  test('the versions are those that the user has', () => {
    const { directory } = sandbox.build('image.ts', { native: target('arm64') });
    const version = (root: string, name: string) =>
      JSON.parse(readFileSync(path.join(root, 'node_modules', name, 'package.json'), 'utf8')).version;
    for (const name of ['sharp', 'detect-libc', '@img/colour']) {
      expect(version(directory, name)).toBe(version(sandbox.root, name));
    }
    expect(version(directory, 'semver')).toBe('7.8.5');
  });

  const here = process.platform === 'linux' && (process.arch === 'x64' || process.arch === 'arm64');
  // Skipped elsewhere, because the bundle has the binaries of sharp for Linux.
  (here ? test : test.skip)('the bundle resizes an image on its platform', () => {
    const { directory } = sandbox.build('image.ts', { native: target(process.arch as 'x64') });
    const run = spawnSync(
      process.execPath,
      ['-e', 'require("./index.js").handler().then((all) => console.log(JSON.stringify(all)))'],
      {
        cwd: directory,
        encoding: 'utf8',
      },
    );
    expect(run.stderr).toBe('');
    expect(JSON.parse(run.stdout)).toEqual(['png', 4, 2]);
  });

  test('it is installed once for all bundles of a target, and for none that does not import it', () => {
    const app = new App([
      sandbox.request('image.ts', { native: target('arm64') }),
      sandbox.request('other.ts', { native: target('arm64') }),
      sandbox.request('without.ts', { native: target('arm64') }),
      sandbox.request('image.ts', { native: target('x64') }),
    ]);
    const [image, other, without, x64] = [0, 1, 2, 3].map((index) => app.bundle(index).output());
    expect(readdirSync(sandbox.path('node_modules/.cache/tradewind/native'))).toHaveLength(2);
    expect(new Set([image!.hash, other!.hash, x64!.hash]).size).toBe(3);
    expect(existsSync(path.join(other!.directory, 'node_modules/sharp'))).toBe(true);
    expect(readdirSync(without!.directory).sort()).toEqual(['index.js', 'index.js.map']);
    expect(sandbox.runs(['image.ts', 'other.ts'])).toBe(0);
  });

  test('a tree that lost a file is installed again', () => {
    const cache = sandbox.path('node_modules/.cache/tradewind/native');
    const before = sandbox.build('image.ts', { native: target('arm64') });
    const [tree] = readdirSync(cache).filter((name) =>
      existsSync(path.join(cache, name, 'node_modules/@img/sharp-linux-arm64')),
    );
    writeFileSync(path.join(cache, tree!, 'tree.json'), '{ "files": [');
    expect(sandbox.build('image.ts', { native: target('arm64') }).hash).toBe(before.hash);
  });

  test('a bundle takes it from the registry when its budget is small, and says what is large', () => {
    const message = messageOf(() =>
      sandbox.build('image.ts', { native: target('x64'), options: { maxBundleSize: 1_000 } }),
    );
    expect(message).toMatch(/BUNDLE_SIZE\] App\/image\.ts: .* node_modules of sharp \(\d{8}\)/);
  });

  test('an entry may use the installation of another layout: links, as pnpm makes them', () => {
    const linked = new Sandbox({ 'image.ts': "import sharp from 'sharp';\nexport const handler = () => sharp;\n" });
    const store = linked.path('node_modules/.pnpm/sharp@1/node_modules');
    for (const name of ['sharp', '@img/colour', 'detect-libc', 'semver']) {
      mkdirSync(path.dirname(path.join(store, name)), { recursive: true });
      cpSync(realpathSync(path.join(modules, name)), path.join(store, name), { recursive: true });
      rmSync(path.join(store, name, 'node_modules'), { recursive: true, force: true });
    }
    symlinkSync(path.join(store, 'sharp'), linked.path('node_modules/sharp'), 'junction');
    const found = findPackage('sharp', linked.root)!;
    const version = (name: string) => JSON.parse(readFileSync(path.join(store, name, 'package.json'), 'utf8')).version;
    expect(found.version).toBe(version('sharp'));
    expect(pinsOf(found)).toEqual({
      '@img/colour': version('@img/colour'),
      'detect-libc': version('detect-libc'),
      semver: version('semver'),
    });
  });
});

describe('refusals', () => {
  const entry = { 'a.ts': "import sharp from 'sharp';\nexport const handler = () => sharp;\n" };

  test('a module that is not installed', () => {
    const sandbox = new Sandbox(entry);
    expect(messageOf(() => sandbox.build('a.ts'))).toMatch(
      /^\[tradewind:ARCH_NATIVE\] App\/a\.ts: entry=".+a\.ts" needs sharp for linux-arm64 \(glibc\).* Fix: install it\.\n {4}npm install sharp$/,
    );
  });

  test('a version that the registry does not have', () => {
    const sandbox = new Sandbox({
      ...entry,
      'node_modules/sharp/package.json': '{ "name": "sharp", "version": "0.0.1-none" }',
    });
    expect(messageOf(() => sandbox.build('a.ts'))).toMatch(
      /needs sharp@0\.0\.1-none .*has no such version.*Fix: install a published/s,
    );
  });

  test('a registry that cannot be reached', () => {
    const sandbox = new Sandbox({
      ...entry,
      'node_modules/sharp/package.json': '{ "name": "sharp", "version": "0.33.0" }',
      '.npmrc': 'registry=http://127.0.0.1:9/\nfetch-retries=0\nprefer-offline=false\n',
    });
    const message = messageOf(() => sandbox.build('a.ts'));
    expect(message).toMatch(/needs sharp@0\.33\.0 .*cannot be reached.*Fix: synthesize once with a network/s);
    expect(message).toContain('127.0.0.1:9');
  });
});

describe('the check of installed packages', () => {
  const sandbox = new Sandbox();
  const elf = (machine: number) => {
    const header = Buffer.alloc(64);
    header.write('\x7fELF', 'latin1');
    header.writeUInt16LE(machine, 18);
    return header;
  };
  const write = (name: string, content: Buffer | string) => {
    mkdirSync(path.dirname(sandbox.path(name)), { recursive: true });
    writeFileSync(sandbox.path(name), content);
    return sandbox.path(name);
  };

  test('binaries of another machine or system are refused', () => {
    const arm = write('arm.node', elf(0xb7));
    expect(elfFault(arm, 'arm64')).toBeUndefined();
    expect(elfFault(arm, 'x64')).toBe('is compiled for machine 0xb7, not for x64');
    expect(elfFault(write('x64.so.42', elf(0x3e)), 'arm64')).toContain('0x3e');
    expect(elfFault(write('mac.node', Buffer.from('cffaedfe0c000001'.padEnd(64, '0'), 'hex')), 'arm64')).toContain(
      'not compiled for Linux',
    );
    expect(elfFault(write('short.node', 'x'), 'arm64')).toContain('not compiled for Linux');
  });

  test('a tree is refused for one such file, a missing platform package, or a missing binary', () => {
    const optional = { '@img/sharp-linux-x64': '1', '@img/sharp-linuxmusl-x64': '1', '@img/sharp-linux-arm64': '1' };
    write('node_modules/sharp/package.json', JSON.stringify({ optionalDependencies: optional }));
    write('node_modules/@img/sharp-linux-x64/package.json', '{}');
    const check = (files: string[], libc: NativeTarget['libc'] = 'glibc') =>
      faultOf(sandbox.root, ['sharp'], files, target('x64', libc));
    expect(check([])).toBeUndefined();
    expect(check([], 'musl')).toBe('@img/sharp-linuxmusl-x64 was not installed');
    write('node_modules/sharp/lib/sharp.node', elf(0xb7));
    expect(check(['node_modules/sharp/lib/sharp.node'])).toContain('sharp.node is compiled for machine 0xb7');
    write('node_modules/sharp/binding.gyp', '{}');
    expect(check([])).toContain('has no prebuilt binary');
    expect(faultOf(sandbox.root, ['absent'], [], target('x64'))).toBe('absent was not installed');
  });
});
