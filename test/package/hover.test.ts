import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { CONSTRUCTS, type ConstructName, PROVIDER_NAMES } from '../../lib/catalogue';
import { type DefaultRow, defaults, formatDefault } from '../../lib/defaults';
import type { ProviderName } from '../../lib/runtime/types';
import { type Support, support } from '../../lib/support';
import { differences as byProvider, NOT_SUPPORTED } from '../../scripts/declarations/prop-comments';
import { emptyFolder, run, tarball, write } from './consumer';

type Rows = Readonly<Record<string, Readonly<Record<string, DefaultRow>>>>;

const differences = byProvider as Readonly<Record<ProviderName, Rows>>;
const portable = defaults as unknown as Rows;
const PEERS = ['aws-cdk-lib', 'constructs', 'cdktf', 'cdktn', '@cdktf', '@cdktn', '@types'];

describe('the editor', () => {
  const root = emptyFolder('hover');

  beforeAll(() => {
    const installed = path.join(root, 'node_modules/tradewind');
    mkdirSync(installed, { recursive: true });
    run(installed, 'tar', ['-xzf', tarball(), '--strip-components', '1']);
    const own = path.resolve(__dirname, '../../node_modules');
    for (const name of PEERS) symlinkSync(path.join(own, name), path.join(root, 'node_modules', name));
    write(root, Object.fromEntries(PROVIDER_NAMES.map((provider) => [`${provider}.ts`, sourceFor(provider)])));
  });

  test.each(PROVIDER_NAMES)('shows what holds on %s', (provider) => {
    const file = path.join(root, `${provider}.ts`);
    const service = languageService([file]);
    expect(service.getSemanticDiagnostics(file).map(({ messageText }) => messageText)).toEqual([]);
    const source = sourceFor(provider);
    const shown = eachProp((construct, prop) => {
      const position = source.indexOf(`'${construct}.${prop}'`);
      const info = service.getQuickInfoAtPosition(file, source.indexOf(`${prop}:`, position));
      const tags = Object.fromEntries(
        (info?.tags ?? []).map(({ name, text }) => [name, ts.displayPartsToString(text)]),
      );
      return { text: ts.displayPartsToString(info?.documentation), value: tags.default, see: tags.see ?? '' };
    });
    const expected = eachProp((construct, prop) => expectedOf(provider, construct, prop));
    expect(shown.map(([name, { value }]) => [name, value])).toEqual(expected.map(([name, { value }]) => [name, value]));
    for (const [index, [name, { text, see }]] of shown.entries()) {
      expect([name, text]).toEqual([name, expect.stringContaining(expected[index]![1].remark)]);
      if (provider !== 'aws') expect([name, see]).toEqual([name, expect.not.stringContaining('docs.aws.amazon.com')]);
    }
  });
});

function eachProp<Result>(work: (construct: ConstructName, prop: string) => Result): [string, Result][] {
  return CONSTRUCTS.flatMap((construct) =>
    Object.keys(support.aws[construct].props ?? {}).map((prop): [string, Result] => [
      `${construct}.${prop}`,
      work(construct, prop),
    ]),
  );
}

/** Values of the tables: the default, unless the provider refuses the prop, and the remark. */
function expectedOf(provider: ProviderName, construct: ConstructName, prop: string) {
  const { whole, props } = support[provider][construct];
  const row = (props as Readonly<Record<string, Support>> | undefined)?.[prop] ?? whole;
  const own = differences[provider][construct]?.[prop];
  if (typeof row === 'object' && 'unsupported' in row)
    return { remark: row.unsupported, value: own ? formatDefault(own) : portable[construct]?.[prop] && NOT_SUPPORTED };
  const found = own ?? portable[construct]?.[prop];
  const note = typeof row === 'object' ? ('native' in row ? row.native : row.emulated) : '';
  return { remark: note === true ? '' : note, value: found && formatDefault(found) };
}

/** An object with each prop of each construct. */
function sourceFor(provider: ProviderName): string {
  const lines = eachProp(
    (construct, prop) =>
      `  '${construct}.${prop}': { ${prop}: undefined as never } as Pick<${construct}Props, '${prop}'>,`,
  ).map(([, line]) => line);
  const names = CONSTRUCTS.map((construct) => `${construct}Props`).join(', ');
  return `import type { ${names} } from 'tradewind/${provider}';\nexport const all = {\n${lines.join('\n')}\n};\n`;
}

function languageService(files: readonly string[]): ts.LanguageService {
  const options: ts.CompilerOptions = {
    module: ts.ModuleKind.Node16,
    moduleResolution: ts.ModuleResolutionKind.Node16,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    skipLibCheck: true,
    types: ['node'],
  };
  const host: ts.LanguageServiceHost = {
    getScriptFileNames: () => [...files],
    getScriptVersion: () => '1',
    getScriptSnapshot: (name) => {
      const text = ts.sys.readFile(name);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => path.dirname(files[0]!),
    getCompilationSettings: () => options,
    getDefaultLibFileName: ts.getDefaultLibFilePath,
    fileExists: ts.sys.fileExists,
    readFile: ts.sys.readFile,
    readDirectory: ts.sys.readDirectory,
    directoryExists: ts.sys.directoryExists,
    getDirectories: ts.sys.getDirectories,
    realpath: ts.sys.realpath,
  };
  return ts.createLanguageService(host);
}
