import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { azureDefaults } from '../lib/azure/defaults';
import { awsDefaults, type DefaultRow, defaults, formatDefault, imageDefaults } from '../lib/defaults';
import { googleDefaults } from '../lib/google/defaults';
import { type PropDoc, readPropDocs } from '../scripts/prop-docs';

type Rows = Readonly<Record<string, DefaultRow>>;

const docs = readPropDocs();
const tables = defaults as Readonly<Record<string, Rows>>;

/** Interfaces that constructs extend; their props are compared where a construct takes them over. */
const BASES = ['FunctionSettings', 'EntryFunctionSettings'];

/** Arguments of functions that make a value, not props of a construct: their defaults stand in those functions. */
const ARGUMENTS = ['JwtOptions', 'AuthorizerOptions', 'WriteOnlyOptions'];

describe('the table of defaults', () => {
  test.each(Object.keys(tables))('agrees with each @default tag of %s', (name) => {
    const tags = tagsOf(docs.get(`${name}Props`) ?? docs.get(name) ?? []);
    const rows = Object.entries(tables[name]!).map(([prop, row]) => [prop, formatDefault(row)]);
    expect(tags).toStrictEqual(Object.fromEntries(rows));
  });

  test('has a row for each interface with a @default tag', () => {
    const tagged = [...docs].filter(([, props]) => props.some((prop) => prop.default !== undefined));
    const names = tagged.map(([name]) => name).filter((name) => !BASES.includes(name) && !ARGUMENTS.includes(name));
    const unknown = names.filter((name) => !(name in tables) && !(name.replace(/Props$/, '') in tables));
    expect(unknown).toEqual([]);
  });

  test('notices a tag that differs, and a tag that is missing', () => {
    const memory = (text?: string) => tagsOf([{ name: 'memory', optional: true, text: 'Memory.', default: text }]);
    expect(memory('1024')).toEqual({ memory: formatDefault(defaults.ApiFunction.memory) });
    expect(memory('512')).not.toEqual({ memory: formatDefault(defaults.ApiFunction.memory) });
    expect(memory(undefined)).not.toEqual({ memory: formatDefault(defaults.ApiFunction.memory) });
  });

  test.each(Object.entries({ ...tables, imageDefaults, awsDefaults, googleDefaults, azureDefaults }))(
    'gives a reason for each row of %s',
    (_name, rows) => {
      for (const [prop, { why }] of Object.entries(rows as Rows)) expect([prop, why]).toEqual([prop, sentence]);
    },
  );

  test('writes values as code', () => {
    expect(formatDefault(defaults.ApiFunction.timeout)).toBe('seconds(10)');
    expect(formatDefault(defaults.ApiFunction.throttle)).toBe('{ rate: 100, burst: 200 }');
    expect(formatDefault(defaults.Cors.headers)).toBe("['authorization', 'content-type']");
    expect(formatDefault(defaults.ApiFunction.overrides)).toBe('{}');
    expect(formatDefault(defaults.ApiFunction.cors)).toBe('- no other origin');
  });
});

/**
 * Values that stand in provider code beside the table, each for a reason. What means "none" (`''`, `[]`, `{}`, `0`) is no
 * default.
 */
const FALLBACKS = new Map([
  ["stack.node.tryGetContext('tradewind:accountConcurrency') ?? 1000", 'a context value, not a prop'],
  ['spec.evaluationPeriods ?? 1', 'an argument of our own, not a prop'],
  ["options.resourceProperty ?? 'Code'", 'as aws-cdk-lib has it'],
  ["cors.methods ?? ['*']", 'a function URL has no routes whose methods could be listed'],
]);

describe('provider code', () => {
  test('holds no default of its own', () => {
    const found = filesOf('lib/aws').flatMap(fallbacksIn);
    expect(found.filter((text) => !FALLBACKS.has(text))).toEqual([]);
  });

  test('is searched for values after ?? in every form', () => {
    const texts = ['a ?? 5', "a ?? 'x'", 'a ?? [1]', 'a ?? true', 'a ?? -1', 'a ?? { b: 1 }', 'a ?? `t`', 'a ?? (5)'];
    for (const text of texts) expect(fallbacksIn(source(text))).toEqual([text]);
    for (const text of ['a ?? b', "a ?? ''", 'a ?? []', 'a ?? {}', 'a ?? 0', 'a ?? b()']) {
      expect(fallbacksIn(source(text))).toEqual([]);
    }
  });
});

const sentence = expect.stringMatching(/^[A-Z0-9][\s\S]{10,}\.$/);

function tagsOf(props: readonly PropDoc[]): Record<string, string | undefined> {
  return Object.fromEntries(props.filter((prop) => prop.optional).map((prop) => [prop.name, prop.default]));
}

function filesOf(folder: string): ts.SourceFile[] {
  const root = path.join(__dirname, '..', folder);
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  // Adapters run with the functions: they have no props.
  const own = files.filter((file) => !/^(adapter|clients)\//.test(file));
  return own.map((file) => source(readFileSync(path.join(root, file), 'utf8')));
}

function source(text: string): ts.SourceFile {
  return ts.createSourceFile('source.ts', text, ts.ScriptTarget.ES2022, true);
}

function fallbacksIn(file: ts.SourceFile): string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const fallback = ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
    if (fallback && isValue(node.right)) found.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

function isValue(node: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(node)) return isValue(node.expression);
  if (ts.isNumericLiteral(node)) return node.text !== '0';
  if (ts.isPrefixUnaryExpression(node)) return isValue(node.operand);
  if (ts.isStringLiteralLike(node)) return node.text !== '';
  if (ts.isArrayLiteralExpression(node)) return node.elements.length > 0;
  if (ts.isObjectLiteralExpression(node)) return node.properties.length > 0;
  return (
    node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword || ts.isTemplateExpression(node)
  );
}
