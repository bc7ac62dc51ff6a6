import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { problemsOf, samplesIn } from '../scripts/code-samples';
import { undocumentedExports } from '../scripts/exported-docs';
import { ROOT } from '../scripts/program';
import { readRefusals } from '../scripts/refusals';

const read = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

function filesUnder(folder: string, pattern: RegExp): string[] {
  const files = readdirSync(path.join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return files.filter((file) => pattern.test(file)).map((file) => path.join(folder, file));
}

describe('refusals', () => {
  const codes = [...new Set(readRefusals().map(({ code }) => code))];

  // Found by text, in addition to the parser: a mistake of either fails here.
  const inText = filesUnder('lib', /\.ts$/).flatMap((file) => {
    return [...read(file).matchAll(/(?:\bcode: '|\[tradewind:|'tradewind:|Error\(\s*')([A-Z][A-Z0-9_]+)\b/g)].map(
      ([, code]) => code,
    );
  });

  test('are all read from the source', () => {
    // The form of a message, in a comment.
    expect(new Set(inText.filter((code) => code !== 'CODE'))).toEqual(new Set(codes));
  });

  test('are the headings of docs/refusals.md', () => {
    const headings = [...read('docs/refusals.md').matchAll(/^### (\S+)$/gm)].map(([, code]) => code);
    expect(new Set(headings)).toEqual(new Set(codes));
  });

  test('are each provoked by a test', () => {
    const tests = filesUnder('test', /\.ts$/).filter((file) => !file.endsWith('docs.test.ts'));
    const text = [...tests, ...filesUnder('examples', /\.test\.ts$/)].map(read).join('\n');
    expect(codes.filter((code) => !new RegExp(`\\b${code}\\b`).test(text))).toEqual([]);
  });
});

test('every exported class, function, prop and member has a doc comment', () => {
  expect(undocumentedExports()).toEqual([]);
}, 60_000);

/** Every page that people read, the generated ones too. */
const pages = [
  ...readdirSync(ROOT).filter((file) => file.endsWith('.md')),
  ...['docs', 'examples', 'test', 'bench'].flatMap((folder) => filesUnder(folder, /^(?!api|.*node_modules).*\.md$/)),
];

describe('code samples', () => {
  const samples = pages.flatMap(samplesIn);

  test('are found', () => {
    expect(samples.length).toBeGreaterThan(40);
  });

  // With a wrong one, to check that it is reported.
  test('compile', () => {
    const text = "new ApiFunction(stack, 'Orders', { entry: 'src/orders.ts', auth: 'anyone' });";
    const wrong = { name: 'docs/wrong-1.ts', text, provider: 'aws' } as const;
    expect(problemsOf([...samples, wrong])).toEqual([expect.stringContaining('anyone')]);
  }, 60_000);
});
