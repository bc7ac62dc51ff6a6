import { existsSync, mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import * as path from 'node:path';
import type { BundlingOptions } from '../../../lib/bundler';
import { App, removeSandboxes, Sandbox } from '../sandbox';
import { type Case, cases } from './cases';
import { installed, modules } from './fixtures';
import { buildWhole, run } from './reference';

jest.setTimeout(120_000);
afterAll(removeSandboxes);

const repository = path.join(__dirname, '../../..');
const fileOf = ({ file }: Case, index: number) => file ?? `src/case${index}.ts`;

/** Everything that can be imported, and an entry for each case. */
const sandbox = new Sandbox({
  ...installed,
  ...modules,
  ...Object.fromEntries(cases.map((each, index) => [fileOf(each, index), each.source])),
});
for (const name of ['zod', 'hono', 'reflect-metadata']) {
  symlinkSync(
    realpathSync(path.join(repository, 'node_modules', name)),
    sandbox.path('node_modules', name),
    'junction',
  );
}
mkdirSync(sandbox.path('node_modules/@w'), { recursive: true });
symlinkSync(sandbox.path('packages/shared'), sandbox.path('node_modules/@w/shared'), 'junction');

/** Folders of all cases: built in pieces, and as a whole. */
function build(options: BundlingOptions = {}): { pieces: string; whole: string }[] {
  const requests = cases.map((each, index) =>
    sandbox.request(fileOf(each, index), { options: { ...options, external: [...(each.external ?? [])] } }),
  );
  const app = new App(requests);
  const whole = new Map<(typeof requests)[number], string>();
  for (const external of [true, false]) {
    const some = requests.filter((_, index) => (cases[index]?.external !== undefined) === external);
    for (const [index, folder] of buildWhole(some).entries()) whole.set(some[index]!, folder);
  }
  return requests.map((request, index) => ({
    pieces: app.bundle(index).output().directory,
    whole: whole.get(request)!,
  }));
}

/** Cases that are built as a whole. */
const AS_A_WHOLE = [
  // The names that it passes on are known when it runs.
  'ESM package that stars a CJS one',
  // esbuild warns of it.
  'unused import of a pure package',
];
/** Cases that use no package. */
const ALONE = [
  'missing package in a try block',
  'JSON of a package and own',
  'workspace subpath and enum',
  'require.resolve, require.cache, typeof require',
];
/** Cases whose result names the vendor file, as the code of packages is in it. */
const NAMED: Readonly<Record<string, string>> = {
  '__filename in packages': '["vendor.js","vendor.js"]',
};
const WITHOUT_MAP: Readonly<Record<string, string>> = {
  'stack trace with a package on it': '["vendor.js:1","src/case52.ts:2:41"]',
};

describe.each<[string, BundlingOptions]>([
  ['', {}],
  [', with maps of packages', { sourcemap: 'linked' }],
])('a function whose packages are in a file of their own%s', (_, options) => {
  let built: { pieces: string; whole: string }[] = [];
  const named = options.sourcemap ? NAMED : { ...NAMED, ...WITHOUT_MAP };
  beforeAll(() => {
    built = build(options);
  });

  test.each(cases.map(({ name }, index) => [name, index] as const))('%s', (name, index) => {
    const { pieces, whole } = built[index]!;
    const isInPieces = ![...AS_A_WHOLE, ...ALONE].includes(name);
    expect(existsSync(path.join(pieces, 'vendor.js'))).toBe(isInPieces);
    expect(run(pieces, sandbox.root)).toBe(named[name] ?? run(whole, sandbox.root));
  });
});
