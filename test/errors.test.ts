import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { inspect } from 'node:util';
import ts from 'typescript';
import { AppError } from '../lib/build-output/errors';
import { ParseError, type Problem, ValidationError } from '../lib/errors';

const LIB = path.join(__dirname, '../lib');
const problem = (prop: string): Problem => ({ code: 'RULE', prop, value: 7, rule: 'is seven', fix: 'give eight' });

describe('an error that nothing catches', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'tradewind-errors-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Runs a file of the app as Node.js does, with the library compiled below node_modules. */
  function printed(thrown: string): string {
    const library = path.join(folder, 'node_modules/tradewind/errors.js');
    mkdirSync(path.dirname(library), { recursive: true });
    const source = readFileSync(path.join(LIB, 'errors.ts'), 'utf8');
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    writeFileSync(library, ts.transpileModule(source, { compilerOptions }).outputText);
    const app = path.join(folder, 'app.js');
    writeFileSync(app, `const errors = require('tradewind/errors.js');\nfunction shop() {\n  ${thrown}\n}\nshop();\n`);
    const { stderr } = spawnSync(process.execPath, [app], { encoding: 'utf8' });
    return stderr.replaceAll(folder, '').replace(/\n+Node\.js v.*\n$/, '');
  }

  test('prints the message, then the frames of the app, and no fields', () => {
    const one = JSON.stringify(problem('memory'));
    const two = JSON.stringify(problem('timeout'));
    expect(printed(`errors.refuse(new errors.ValidationError('Shop/Orders', [${one}, ${two}]));`).trim()).toBe(
      [
        'ValidationError: [tradewind:RULE] Shop/Orders: memory=7 is seven. Fix: give eight.',
        '[tradewind:RULE] Shop/Orders: timeout=7 is seven. Fix: give eight.',
        '    at shop (/app.js:3:17)',
        '    at Object.<anonymous> (/app.js:5:1)',
      ].join('\n'),
    );
  });

  test('names the place in the app however deep in a package the mistake is found', () => {
    const deep = 'const down = (n) => n === 0 ? errors.refuse(new errors.BundleError("C", "P", "m")) : down(n - 1);';
    const frames = printed(`${deep} down(40);`).split('\n').slice(-3);
    expect(frames).toEqual(Array(3).fill(expect.stringMatching(/^ {4}at down \(\/app\.js:3:\d+\)$/)));
  });
});

describe('the fields of an error', () => {
  test.each([
    ['ValidationError', new ValidationError('Shop', [problem('memory')])],
    ['AppError', new AppError(['one', 'two'])],
    ['ParseError', new ParseError('SCHEDULE', 'is no schedule', 'write `every day`')],
  ])('of %s are for programs, and not printed', (name, error) => {
    expect(Object.keys(error)).toEqual([]);
    expect(error.name).toBe(name);
    expect(inspect(error)).not.toContain('{');
    expect(error).toMatchObject({ code: expect.any(String), message: expect.any(String) });
  });

  test('hold every problem', () => {
    const problems = [problem('memory'), problem('timeout')];
    expect(new ValidationError('Shop', problems)).toMatchObject({ code: 'RULE', path: 'Shop', problems });
  });

  test('leave the stack limit of the process alone', () => {
    const { stackTraceLimit } = Error;
    const error = new ValidationError('Shop', [problem('memory')]);
    expect([error.code, Error.stackTraceLimit]).toEqual(['RULE', stackTraceLimit]);
  });
});

// Node.js prints the source line of a plain `throw`, which is one of the library.
test('every refusal is thrown by `refuse`', () => {
  const files = readdirSync(LIB, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const plain = files.filter((name) => {
    const file = path.join(LIB, name);
    return (
      statSync(file).isFile() && /throw new (Validation|Unsupported|Bundle|App)Error/.test(readFileSync(file, 'utf8'))
    );
  });
  expect(files.length).toBeGreaterThan(300);
  expect(plain).toEqual([]);
});
