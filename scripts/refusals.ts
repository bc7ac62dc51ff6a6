import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { limitRefusals } from './limit-refusals';
import { ROOT, relativePath } from './program';

/** Place in the source that refuses or warns with a code. */
export interface Refusal {
  readonly code: string;
  /** Prop that it concerns, if the source names it. */
  readonly prop?: string;
  /** Message, with `…` for text that depends on the value. */
  readonly says: string;
  readonly fix?: string;
  /** File, from the project's folder. */
  readonly file: string;
}

const CODE = /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/;
/** Represents text that is only known when the message is written. */
const UNKNOWN = '…';
/** Tables of data, which `limitRefusals` reads. */
const LIMITS = path.join('support', 'limits');
const BRACKETED = /\[tradewind:([A-Z][A-Z0-9_]+)\]\s*/;

/** Returns every refusal in `lib`, sorted by code and file, without duplicates. */
export function readRefusals(): readonly Refusal[] {
  const files = readdirSync(path.join(ROOT, 'lib'), { recursive: true, encoding: 'utf8' });
  const found = files
    .filter((file) => file.endsWith('.ts') && !file.startsWith(LIMITS))
    .flatMap((file) => refusalsIn(path.join(ROOT, 'lib', file)));
  const unique = new Map([...found, ...limitRefusals()].map((refusal) => [JSON.stringify(refusal), refusal]));
  return [...unique.values()].sort((a, b) => compare(a.code, b.code) || compare(a.file, b.file));
}

function refusalsIn(fileName: string): Refusal[] {
  const source = ts.createSourceFile(fileName, readFileSync(fileName, 'utf8'), ts.ScriptTarget.ES2022, true);
  const found: Refusal[] = [];
  const visit = (node: ts.Node): void => {
    const refusal = fromProblem(node) ?? fromError(node) ?? fromCall(node) ?? fromWarning(node) ?? fromMessage(node);
    if (refusal !== undefined) found.push({ ...refusal, file: relativePath(fileName) });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

type Found = Omit<Refusal, 'file'>;

/** Reads `{ code: 'TIMEOUT_MAX', prop: 'timeout', rule: '…', fix: '…' }`. A limit has `why` in the place of `rule`. */
function fromProblem(node: ts.Node): Found | undefined {
  if (!ts.isObjectLiteralExpression(node)) return undefined;
  const code = member(node, 'code');
  if (code === undefined || !ts.isStringLiteral(code) || !CODE.test(code.text)) return undefined;
  const [prop, rule, fix] = [member(node, 'prop'), member(node, 'rule'), member(node, 'fix')];
  const says = rule ? textOf(rule) : rangeText(node);
  // Shared code of several refusals does not name one by itself.
  if (says === undefined && ts.isVariableDeclaration(node.parent)) return undefined;
  return { code: code.text, prop: prop && textOf(prop), says: says ?? UNKNOWN, fix: fix && textOf(fix) };
}

/** Builds the message of `checkRange` for a limit, which has `why`, and mostly `least` and `most`. */
function rangeText(node: ts.ObjectLiteralExpression): string | undefined {
  const [why, least, most] = [member(node, 'why'), member(node, 'least'), member(node, 'most')];
  if (why === undefined) return undefined;
  if (least === undefined || most === undefined) return textOf(why);
  return `is not a whole number from ${textOf(least)} to ${textOf(most)}, ${textOf(why)}`;
}

/**
 * Reads `new ParseError('CRON_FIELDS', rule, fix)`, `new BundleError('SYNTAX', path, message)`, `new
 * PoisonError('EMPTY', message)`.
 */
function fromError(node: ts.Node): Found | undefined {
  const error = codedError(node);
  if (error === undefined || error.texts.some(isParameter)) return undefined;
  return foundIn(error.code, error.kind, error.texts);
}

/** Reads `refuse(rule, fix)`, where `refuse` creates an error from its parameters. */
function fromCall(node: ts.Node): Found | undefined {
  if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const name = node.expression.text;
  const maker = node.getSourceFile().statements.find((statement): statement is ts.FunctionDeclaration => {
    return ts.isFunctionDeclaration(statement) && statement.name?.text === name;
  });
  const result = maker?.body?.statements.find(ts.isReturnStatement)?.expression;
  const error = result && codedError(result);
  if (maker === undefined || error === undefined || !error.texts.some(isParameter)) return undefined;
  const names = maker.parameters.map((parameter) => parameter.name.getText());
  const texts = error.texts.map((text) => node.arguments[names.indexOf(text.getText())] ?? text);
  return foundIn(error.code, error.kind, texts);
}

function codedError(node: ts.Node): { code: string; kind: string; texts: readonly ts.Expression[] } | undefined {
  if (!ts.isNewExpression(node) || !ts.isIdentifier(node.expression)) return undefined;
  const kind = node.expression.text;
  const [code, ...texts] = node.arguments ?? [];
  if (!kind.endsWith('Error') || code === undefined || !ts.isStringLiteral(code) || !CODE.test(code.text))
    return undefined;
  return { code: code.text, kind, texts };
}

function foundIn(code: string, kind: string, texts: readonly ts.Expression[]): Found {
  const [first, second] = texts.map(textOf);
  if (kind === 'ParseError') return { code, says: first ?? UNKNOWN, fix: second };
  const message = (kind === 'PoisonError' ? first : second) ?? UNKNOWN;
  return { code, says: message.replace(BRACKETED, '') };
}

function isParameter(node: ts.Expression): boolean {
  if (!ts.isIdentifier(node)) return false;
  const around = ts.findAncestor(node, ts.isFunctionDeclaration);
  return around?.parameters.some((parameter) => parameter.name.getText() === node.text) ?? false;
}

/** Reads `addWarningV2('tradewind:BUNDLE_WARNING', message)`, unless the message itself has the code. */
function fromWarning(node: ts.Node): Found | undefined {
  if (!ts.isCallExpression(node)) return undefined;
  const [id, message] = node.arguments;
  const code = id && ts.isStringLiteral(id) ? /^tradewind:([A-Z][A-Z0-9_]+)$/.exec(id.text)?.[1] : undefined;
  if (code === undefined || message === undefined) return undefined;
  const says = textOf(message);
  return BRACKETED.test(says) ? undefined : { code, says };
}

/**
 * Reads a message that begins with `[tradewind:ENV_SECRET]`, unless it is that of an error with a code, which is listed
 * already.
 */
function fromMessage(node: ts.Node): Found | undefined {
  if (!ts.isStringLiteralLike(node) && !ts.isTemplateExpression(node)) return undefined;
  if (ts.isBinaryExpression(node.parent) && node.parent.right === node) return undefined;
  const whole = ts.isBinaryExpression(node.parent) ? node.parent : node;
  const text = textOf(whole);
  const code = BRACKETED.exec(text)?.[1];
  if (code === undefined || codedError(whole.parent) !== undefined) return undefined;
  return { code, ...splitMessage(text.slice(text.indexOf(']') + 1)) };
}

/** Splits `<path>: <what> Fix: <action>.` */
function splitMessage(message: string): { says: string; fix?: string } {
  const [says = '', fix] = message.split(/ Fix: /);
  return { says: says.trim().replace(/^…: /, ''), fix: fix?.replace(/\.$/, '') };
}

function member(object: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of object.properties) {
    if (property.name?.getText() !== name) continue;
    if (ts.isPropertyAssignment(property)) return withoutCast(property.initializer);
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return spread(object).reduce<ts.Expression | undefined>((found, other) => found ?? member(other, name), undefined);
}

/** Literals that occur in an object as `...name`. */
function spread(object: ts.ObjectLiteralExpression): ts.ObjectLiteralExpression[] {
  return object.properties.flatMap((property) => {
    if (!ts.isSpreadAssignment(property) || !ts.isIdentifier(property.expression)) return [];
    const value = initializerOf(property.expression);
    const literal = value && withoutCast(value);
    return literal && ts.isObjectLiteralExpression(literal) ? [literal] : [];
  });
}

/** `'TIMEOUT_MAX' as const` has the same value. */
function withoutCast(node: ts.Expression): ts.Expression {
  return ts.isAsExpression(node) || ts.isSatisfiesExpression(node) ? withoutCast(node.expression) : node;
}

/**
 * Returns the text of a message. Parts that are unknown before it is written become `…`; of two whole messages both are
 * listed.
 */
function textOf(node: ts.Expression): string {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isParenthesizedExpression(node)) return textOf(node.expression);
  if (ts.isTemplateExpression(node)) return templateText(node);
  if (ts.isConditionalExpression(node)) return `${textOf(node.whenTrue)}, or: ${textOf(node.whenFalse)}`;
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    return textOf(node.left) + textOf(node.right);
  }
  if (ts.isNumericLiteral(node)) return node.text.replaceAll('_', '');
  const initializer = ts.isIdentifier(node) ? initializerOf(node) : undefined;
  return initializer && isText(initializer) ? textOf(initializer) : UNKNOWN;
}

function templateText(node: ts.TemplateExpression): string {
  const spans = node.templateSpans.map(({ expression, literal }) => {
    const text = textOf(expression);
    return (text.includes(', or: ') ? UNKNOWN : text) + literal.text;
  });
  return (node.head.text + spans.join('')).replace(/…[…]+/g, UNKNOWN);
}

function isText(node: ts.Expression): boolean {
  return (
    ts.isStringLiteralLike(node) ||
    ts.isTemplateExpression(node) ||
    ts.isConditionalExpression(node) ||
    ts.isNumericLiteral(node)
  );
}

/** Returns the value of a constant with this name: from the nearest block around, else from the top of the file. */
function initializerOf(name: ts.Identifier): ts.Expression | undefined {
  for (let scope: ts.Node = name.parent; scope !== undefined; scope = scope.parent) {
    if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) continue;
    for (const statement of scope.statements.filter(ts.isVariableStatement)) {
      const found = statement.declarationList.declarations.find(({ name: own }) => own.getText() === name.text);
      if (found?.initializer !== undefined) return found.initializer;
    }
  }
  return undefined;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
