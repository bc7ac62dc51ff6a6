import ts from 'typescript';
import { lineAt, type Project } from '../project';
import { isBundled, libraryFiles, providersOf, roomOf } from '../rooms';
import type { Problem, Rule } from '../rule';

/** Shared rooms that create resources. */
const SHARED: readonly string[] = ['build-output', 'terraform'];

/**
 * A default has its reason in a table of defaults, so that code which creates resources has no `?? 300`. Values that stand
 * for nothing are no defaults: `''`, `0`, `[]`, `{}`. Bundled code is left out: it has no table, and takes its
 * settings from synthesis, where the default was applied.
 */
export const literalDefaults: Rule = {
  name: 'literal-defaults',
  check(project) {
    const rooms = new Set([...providersOf(project), ...SHARED]);
    return libraryFiles(project)
      .filter((file) => rooms.has(roomOf(file)) && !isBundled(file) && !/^lib\/[^/]+\/defaults\.ts$/.test(file))
      .flatMap((file) => defaultsIn(project, file));
  },
};

function defaultsIn(project: Project, file: string): readonly Problem[] {
  const problems: Problem[] = [];
  const text = project.text(file);
  const source = project.source(file);
  const report = (value: ts.Expression, form: string): void => {
    const fault = `default written out: ${form} ${value.getText(source)}`;
    const remedy = 'add a row to the table of defaults, with its reason, and read it from there';
    if (isDefault(value)) problems.push({ file, line: lineAt(text, value.end), fault, remedy });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isBinaryExpression(node) && FALLBACKS.has(node.operatorToken.kind)) report(node.right, '??');
    if (ts.isBindingElement(node) && node.initializer) report(node.initializer, '=');
    ts.forEachChild(node, visit);
  };
  visit(source);
  return problems;
}

const FALLBACKS: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.QuestionQuestionToken,
  ts.SyntaxKind.QuestionQuestionEqualsToken,
]);

/** Recognizes a value that is written out and stands for something. */
function isDefault(value: ts.Expression): boolean {
  if (ts.isParenthesizedExpression(value) || ts.isAsExpression(value)) return isDefault(value.expression);
  if (ts.isPrefixUnaryExpression(value)) return isDefault(value.operand);
  if (ts.isArrayLiteralExpression(value)) return value.elements.length > 0 && value.elements.every(isWritten);
  if (ts.isObjectLiteralExpression(value)) {
    return value.properties.some((property) => ts.isPropertyAssignment(property) && isDefault(property.initializer));
  }
  if (ts.isCallExpression(value))
    return value.arguments.length > 0 && value.arguments.every(isWritten) && isDuration(value);
  return isWritten(value) && !/^(?:0|''|""|``)$/.test(textOf(value));
}

function isWritten(value: ts.Expression): boolean {
  return (
    ts.isLiteralExpression(value) ||
    value.kind === ts.SyntaxKind.TrueKeyword ||
    value.kind === ts.SyntaxKind.FalseKeyword
  );
}

function isDuration({ expression }: ts.CallExpression): boolean {
  const name = ts.isPropertyAccessExpression(expression)
    ? expression.name.text
    : ts.isIdentifier(expression)
      ? expression.text
      : '';
  return /^(?:millis|seconds|minutes|hours|days|toDuration|parseDuration)$/.test(name);
}

function textOf(value: ts.Expression): string {
  return ts.isStringLiteralLike(value) && value.text === '' ? "''" : ts.isNumericLiteral(value) ? value.text : 'x';
}
