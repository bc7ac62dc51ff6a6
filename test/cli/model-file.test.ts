import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

jest.setTimeout(120_000);

const ROOT = path.join(__dirname, '../..');
const folder = mkdtempSync(path.join(tmpdir(), 'tradewind-model-'));
afterAll(() => rmSync(folder, { recursive: true }));

const model = (constructs: unknown[] = []) => JSON.stringify({ version: 1, constructs, shared: [] });

function put(file: string, text: string, secondsOld = 0): void {
  const target = path.join(folder, file);
  mkdirSync(path.dirname(target), { recursive: true });
  writeFileSync(target, text);
  const time = Date.now() / 1000 - secondsOld;
  utimesSync(target, time, time);
}

/** The command as it runs in a clone, which is not built. */
function tradewind(...args: string[]) {
  const { stdout, stderr, status } = spawnSync(process.execPath, [path.join(ROOT, 'bin/tradewind.js'), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1', NODE_OPTIONS: '' },
  });
  return { stdout, stderr, status };
}

test('the command of a clone reads the newest output, also from a subfolder, and prints its age', () => {
  put('cdk.out/tradewind.json', model(), 7300);
  expect(tradewind('ls').stdout).toContain('Synthesized 2 hours ago, in cdk.out/tradewind.json.');
  put('cdktf.out/google/tradewind.json', model(), 65);
  const { stdout, stderr, status } = tradewind('ls');
  expect([stdout, stderr, status]).toEqual([
    'The app has no constructs of tradewind.\n\nSynthesized 1 minute ago, in cdktf.out/google/tradewind.json.\n',
    '',
    0,
  ]);
});

test('a later, failed synthesis is reported, with JSON on stderr', () => {
  put('cdktf.out/google/tradewind.failed', '');
  const told = 'The last synthesis failed. This is the app of 1 minute ago, in cdktf.out/google/tradewind.json.';
  expect(tradewind('ls').stdout).toContain(told);
  const { stdout, stderr } = tradewind('ls', '--json');
  expect(stderr).toContain(told);
  expect(JSON.parse(stdout)).toMatchObject({ version: 1 });
});

describe('an app that fails after it was synthesized', () => {
  const declare = (provider: string) =>
    ({
      google: `const { App, GoogleStack, Bucket } = await import('tradewind/google'); const app = new App({ outdir: process.argv[2] }); new Bucket(new GoogleStack(app, 'Shop', { project: 'my-project', region: 'europe-north1' }), 'Photos');`,
      vercel: `const { VercelApp, Bucket } = await import('tradewind/vercel'); const app = new VercelApp(); new Bucket(app, 'Photos');`,
    })[provider]!;

  test.each([
    ['google', 'out-google'],
    ['vercel', '.vercel'],
  ])('leaves a mark on %s, which the next synthesis removes', (provider, output) => {
    const run = (end: string) => {
      put('app.mts', `(async () => { ${declare(provider)} ${end} })();\n`);
      return spawnSync(
        process.execPath,
        [
          '--import',
          pathToFileURL(require.resolve('tsx')).href,
          path.join(folder, 'app.mts'),
          path.join(folder, output),
        ],
        {
          cwd: folder,
          encoding: 'utf8',
          env: {
            ...process.env,
            NODE_OPTIONS: '',
            TSX_TSCONFIG_PATH: path.join(ROOT, 'tsconfig.json'),
            NODE_PATH: path.join(ROOT, 'node_modules'),
          },
        },
      );
    };
    const marked = () => tradewind('ls', '--model', output).stdout.includes('The last synthesis failed.');
    const first = run('app.synth();');
    expect([first.stderr, first.status]).toEqual(['', 0]);
    expect(readFileSync(path.join(folder, output, 'tradewind.json'), 'utf8')).toContain('Photos');
    expect(marked()).toBe(false);
    expect(run("throw new Error('mistake');").status).toBe(1);
    expect(marked()).toBe(true);
    run('app.synth();');
    expect(marked()).toBe(false);
  });
});
