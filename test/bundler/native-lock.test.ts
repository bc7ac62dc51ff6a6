import { cpSync, mkdirSync, readdirSync, readFileSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { messageOf, removeSandboxes, Sandbox } from './sandbox';

jest.setTimeout(120_000);
afterAll(removeSandboxes);

const repository = path.join(__dirname, '../..');
const ownLock = JSON.parse(readFileSync(path.join(repository, 'package-lock.json'), 'utf8')) as {
  packages: Record<string, { version: string; integrity: string }>;
};
/** A small package without native code: what is said of its place holds for every package that is installed. */
const NAME = 'picocolors';
const locked = ownLock.packages[`node_modules/${NAME}`]!;

const options = { nativeModules: [NAME] };
const lockOf = (entry: object) => JSON.stringify({ lockfileVersion: 3, packages: { [`node_modules/${NAME}`]: entry } });

function sandboxWith(lock: string, folder = `node_modules/${NAME}`): Sandbox {
  const sandbox = new Sandbox({
    'package-lock.json': lock,
    'a.ts': `import colors from '${NAME}';\nexport const handler = () => colors;\n`,
  });
  mkdirSync(path.dirname(sandbox.path(folder)), { recursive: true });
  cpSync(path.join(repository, 'node_modules', NAME), sandbox.path(folder), { recursive: true });
  return sandbox;
}

describe('ships the versions of the lock file', () => {
  const sandbox = sandboxWith(lockOf(locked));
  const build = () => sandbox.build('a.ts', { options });

  test('in its version, with its hash, for package managers of providers', () => {
    const { directory, nativeLock } = build();
    const shipped = path.join(directory, 'node_modules', NAME, 'package.json');
    expect(JSON.parse(readFileSync(shipped, 'utf8')).version).toBe(locked.version);
    const { version, integrity } = locked;
    expect(nativeLock).toEqual({
      '': { dependencies: { [NAME]: version } },
      [`node_modules/${NAME}`]: expect.objectContaining({ version, integrity }),
    });
    expect(JSON.stringify(nativeLock)).not.toContain('resolved');
  });

  test('in the cache too: another hash in the lock file is compared again', () => {
    build();
    sandbox.write({ 'package-lock.json': lockOf({ ...locked, integrity: 'sha512-other' }) });
    expect(messageOf(build)).toMatch(
      /ARCH_NATIVE\] App\/a\.ts: .* cannot be shipped: the registry has another archive of picocolors@\S+ than package-lock\.json: sha512-\S+, not sha512-other\. Fix: find out which/,
    );
    sandbox.write({ 'package-lock.json': lockOf(locked) });
    expect(build().hash).toHaveLength(64);
  });
});

describe('refuses packages that a registry does not have', () => {
  test.each([
    [
      'a folder',
      { resolved: 'vendor/colors', link: true },
      'installs picocolors from link:vendor/colors, which is not a registry',
    ],
    [
      'an archive',
      { ...locked, resolved: 'file:colors.tgz' },
      'installs picocolors from file:colors.tgz, which is not a registry',
    ],
    ['git', { version: '1.0.0', resolved: 'git+ssh://git@example.com/a.git#1' }, 'installs picocolors from git+ssh://'],
    [
      'another version',
      { ...locked, version: '0.0.1' },
      `is installed in version ${locked.version}, and package-lock.json has 0.0.1`,
    ],
  ])('%s in the lock file', (_name, entry, cause) => {
    const message = messageOf(() => sandboxWith(lockOf(entry)).build('a.ts', { options }));
    expect(message).toContain('[tradewind:ARCH_NATIVE] App/a.ts');
    expect(message).toContain(cause);
    expect(message).toContain('Fix: install ');
  });

  test('a link to a folder, as workspaces and `npm link` make it', () => {
    const sandbox = sandboxWith('{}', 'packages/colors');
    mkdirSync(sandbox.path('node_modules'), { recursive: true });
    symlinkSync(sandbox.path('packages/colors'), sandbox.path('node_modules', NAME), 'junction');
    expect(messageOf(() => sandbox.build('a.ts', { options }))).toContain('picocolors is a link to packages/colors');
  });

  test('in what a native module depends on', () => {
    const sandbox = sandboxWith('{}', 'packages/colors');
    sandbox.write({
      'node_modules/addon/package.json': `{ "name": "addon", "version": "1.0.0", "dependencies": { "${NAME}": "*" } }`,
      'node_modules/addon/index.js': 'module.exports = 1;\n',
      'a.ts': "import addon from 'addon';\nexport const handler = () => addon;\n",
    });
    symlinkSync(sandbox.path('packages/colors'), sandbox.path('node_modules', NAME), 'junction');
    const message = messageOf(() => sandbox.build('a.ts', { options: { nativeModules: ['addon'] } }));
    expect(message).toContain('needs addon@1.0.0');
    expect(message).toContain('picocolors is a link to packages/colors');
  });
});

describe('verifies cached packages when they are read', () => {
  const sandbox = sandboxWith(lockOf(locked));
  sandbox.write({ 'plain.ts': 'export const handler = () => 111111;\n' });
  const build = (entry: string) => sandbox.build(entry, { options });
  const cache = sandbox.path('node_modules/.cache/tradewind');

  /** Changes a file to another of the same size. */
  function flip(file: string): void {
    const content = readFileSync(file);
    content[content.length - 2]! ^= 1;
    writeFileSync(file, content);
  }

  test.each([
    ['a bundle', 'plain.ts', 'index.js'],
    ['a bundle with native modules', 'a.ts', 'index.js'],
    ['a native module beside a bundle', 'a.ts', `node_modules/${NAME}/package.json`],
  ])('%s that was edited to the same size is built again', (_name, entry, file) => {
    const { directory, hash } = build(entry);
    const before = readFileSync(path.join(directory, file));
    flip(path.join(directory, file));
    const again = build(entry);
    expect(again.hash).toBe(hash);
    expect(readFileSync(path.join(again.directory, file)).equals(before)).toBe(true);
  });

  test('a file that was added is not shipped', () => {
    const { directory } = build('plain.ts');
    writeFileSync(path.join(directory, 'added.js'), '');
    expect(readdirSync(build('plain.ts').directory).sort()).toEqual(['index.js', 'index.js.map']);
  });

  test('a file that was lost is written again', () => {
    const { directory } = build('plain.ts');
    renameSync(path.join(directory, 'index.js.map'), path.join(directory, '../moved.map'));
    expect(readdirSync(build('plain.ts').directory).sort()).toEqual(['index.js', 'index.js.map']);
  });

  test('an installed tree that was edited to the same size is installed again', () => {
    const { directory } = build('a.ts');
    const [tree = ''] = readdirSync(path.join(cache, 'native'));
    const file = path.join(cache, 'native', tree, 'node_modules', NAME, 'picocolors.js');
    const before = readFileSync(file);
    flip(file);
    build('a.ts');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readFileSync(path.join(directory, 'node_modules', NAME, 'picocolors.js')).equals(before)).toBe(true);
  });
});
