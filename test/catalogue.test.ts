import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PROVIDER_NAMES } from '../lib/catalogue';

const ROOT = path.join(__dirname, '..');
const CONTRIBUTING = readFileSync(path.join(ROOT, 'CONTRIBUTING.md'), 'utf8');

/** Files that the table under a heading names, with placeholders filled in. */
function filesOf(heading: string, providers: readonly string[]): string[] {
  const [, section = ''] = new RegExp(`^## ${heading}$(.*?)(?=^## |$(?![^]))`, 'ms').exec(CONTRIBUTING) ?? [];
  const files = [...section.matchAll(/^ *\| `([^`]+)` \|/gm)].map(([, file = '']) => file);
  return [...new Set(files.flatMap((file) => providers.map((name) => file.replace('<provider>', name))))].sort();
}

/** A copy of the project, without its history, in which `edit` changes files. */
function copyWith(edits: Readonly<Record<string, (text: string) => string>>): string {
  const folder = mkdtempSync(path.join(realpathSync(tmpdir()), 'tradewind-catalogue-'));
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: ROOT });
  for (const file of listed.toString('utf8').split('\0'))
    if (/^(?:bin|lib|scripts|test|examples|bench|docs)\/|^[^/]+$/.test(file))
      cpSync(path.join(ROOT, file), path.join(folder, file));
  symlinkSync(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'));
  execFileSync('git', ['init', '-q'], { cwd: folder });
  for (const [file, edit] of Object.entries(edits)) {
    const before = readFileSync(path.join(folder, file), 'utf8');
    const after = edit(before);
    expect([file, after === before]).toEqual([file, false]);
    writeFileSync(path.join(folder, file), after);
  }
  return folder;
}

/** Output of a tool that finds errors. */
function failing(folder: string, program: string, args: readonly string[]): string {
  const { status, stdout } = spawnSync(process.execPath, [require.resolve(program), ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64e6,
    env: { ...process.env, NO_COLOR: '1' },
  });
  expect([program, status]).not.toEqual([program, 0]);
  return stdout;
}

/** Errors of a literal, an interface and a type that lack a member. */
const LIST = /: error TS(?:2741|2739|2430|2322|1360): |: error TS2344: .* the constraint 'Readonly<Record</;

/** Error of code that passes the types of a provider, whose list lacks the name. */
const FOLLOWS = /Type '\w+Types' is not assignable to type 'ProviderTypes'/;

/** Files with a list that lacks `name`. Errors of code that uses such a list are left out. */
function incomplete(output: string, name: string): string[] {
  const isMissing = new RegExp(
    `Property '(?:\\./)?${name}"?' is missing in type '\\{|Property '"\\./${name}"' is missing`,
  );
  return output
    .split(/\n(?=\S)/)
    .filter((error) => LIST.test(error) && isMissing.test(error) && !FOLLOWS.test(error))
    .map((error) => error.slice(0, error.indexOf('(')));
}

function unwritten(output: string, name: string): string[] {
  return output
    .split('\n')
    .filter((line) => / catalogue-pieces: /.test(line) && line.includes(name))
    .map((line) => line.slice(0, line.indexOf(':')));
}

describe('a construct and a provider that are added to the catalogue', () => {
  const folder = copyWith({
    'lib/catalogue.ts': (text) =>
      text
        .replace("  'ChangeProcessor',\n", "  'ChangeProcessor',\n  'EventConsumer',\n")
        .replace(/^ {2}netlify: .*\n/m, "$&  deno: { title: 'Deno Deploy', engine: 'files', output: '.deno' },\n"),
    'lib/runtime/types.ts': (text) => text.replace(/^(export type ProviderName = .*);$/m, "$1 | 'deno';"),
  });
  let compiled: string;
  let linted: string;

  beforeAll(() => {
    compiled = failing(folder, 'typescript/bin/tsc', ['--noEmit', '-p', 'tsconfig.json']);
    linted = failing(folder, 'tsx/cli', ['scripts/lint/index.ts']);
  }, 300_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const reported = (name: string) => [...new Set([...incomplete(compiled, name), ...unwritten(linted, name)])].sort();

  test('the compiler and lint name every file of "Add a construct", and no other', () => {
    const others = /^lib\/deno\//;
    expect(reported('EventConsumer').filter((file) => !others.test(file))).toEqual(
      filesOf('Add a construct', PROVIDER_NAMES),
    );
  });

  test('the compiler and lint name every file of "Add a provider", and no other', () => {
    expect(reported('deno')).toEqual(filesOf('Add a provider', ['deno']));
  });
});
